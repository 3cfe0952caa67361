"""Every model of psychiatric care, each from its own module."""

from psych_care.models.beds import BedVisit, HomeBed, Loss
from psych_care.models.cards import CardFollowUp, CardPlace, CardQuota, DesignatedHospital, DrugCard, IntakeConfirmation
from psych_care.models.doubts import Doubt
from psych_care.models.events import Incident, LockUp
from psych_care.models.incentives import GuardianCheck, GuardianReview
from psych_care.models.register import Patient, SearchStep
from psych_care.models.running import CareIncome, CareMeeting, CareRule, CareSpending, CareTraining
from psych_care.models.support import Aid, Dispensing, GroupMember, Guardianship, HospitalStay, Prescription
from psych_care.models.surveys import Survey, SurveyHousehold
from psych_care.models.visits import Visit

__all__ = [
    "Aid",
    "BedVisit",
    "CardFollowUp",
    "CardPlace",
    "CardQuota",
    "CareIncome",
    "CareMeeting",
    "CareRule",
    "CareSpending",
    "CareTraining",
    "DesignatedHospital",
    "Dispensing",
    "Doubt",
    "DrugCard",
    "GroupMember",
    "GuardianCheck",
    "GuardianReview",
    "Guardianship",
    "HomeBed",
    "HospitalStay",
    "Incident",
    "IntakeConfirmation",
    "LockUp",
    "Loss",
    "Patient",
    "Prescription",
    "SearchStep",
    "Survey",
    "SurveyHousehold",
    "Visit",
]

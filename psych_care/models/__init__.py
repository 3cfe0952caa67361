"""Every model of psychiatric care, each from its own module."""

from psych_care.models.events import Incident, LockUp
from psych_care.models.register import Patient, SearchStep
from psych_care.models.support import Aid, Dispensing, GroupMember, Guardianship, HospitalStay, Prescription
from psych_care.models.visits import Visit

__all__ = [
    "Aid",
    "Dispensing",
    "GroupMember",
    "Guardianship",
    "HospitalStay",
    "Incident",
    "LockUp",
    "Patient",
    "Prescription",
    "SearchStep",
    "Visit",
]

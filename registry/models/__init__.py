from registry.models.areas import Area, Population
from registry.models.audit import AuditEntry
from registry.models.certificates import CancelReason, Certificate, CertificateComponent
from registry.models.helping import Commissioner, HelperVisit, HelpingPair, Volunteer, VolunteerWork
from registry.models.households import Guardian, Household, HouseholdKind, HouseholdMember
from registry.models.jobs import Job, JobState, WorkerBeat
from registry.models.people import DocumentKind, LeftReason, Person, Residence
from registry.models.photos import PersonPhoto
from registry.models.staff import Staff, StaffRole

__all__ = [
    "Area",
    "AuditEntry",
    "CancelReason",
    "Certificate",
    "CertificateComponent",
    "Commissioner",
    "DocumentKind",
    "Guardian",
    "HelperVisit",
    "HelpingPair",
    "Household",
    "HouseholdKind",
    "HouseholdMember",
    "Job",
    "JobState",
    "LeftReason",
    "Person",
    "PersonPhoto",
    "Population",
    "Residence",
    "Staff",
    "StaffRole",
    "Volunteer",
    "VolunteerWork",
    "WorkerBeat",
]

from registry.models.areas import Area, Population
from registry.models.audit import AuditEntry
from registry.models.certificates import CancelReason, Certificate, CertificateComponent
from registry.models.households import Guardian, Household, HouseholdKind, HouseholdMember
from registry.models.jobs import Job, JobState, WorkerBeat
from registry.models.people import DocumentKind, LeftReason, Person, Residence
from registry.models.staff import Staff, StaffRole

__all__ = [
    "Area",
    "AuditEntry",
    "CancelReason",
    "Certificate",
    "CertificateComponent",
    "DocumentKind",
    "Guardian",
    "Household",
    "HouseholdKind",
    "HouseholdMember",
    "Job",
    "JobState",
    "LeftReason",
    "Person",
    "Population",
    "Residence",
    "Staff",
    "StaffRole",
    "WorkerBeat",
]

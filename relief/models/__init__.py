from relief.models.accounts import Account
from relief.models.applications import Application, Bundle, Matching, MedicalClaim, Step
from relief.models.entitlements import Entitlement, EntitlementAmount, Recertification, Suspension
from relief.models.notices import Notice, Objection
from relief.models.programmes import Exclusion, Programme, ProgrammeRule, Standard
from relief.models.visits import HomeVisit, VisitIncome, VisitProperty

__all__ = [
    "Account",
    "Application",
    "Bundle",
    "Entitlement",
    "EntitlementAmount",
    "Exclusion",
    "HomeVisit",
    "Matching",
    "MedicalClaim",
    "Notice",
    "Objection",
    "Programme",
    "ProgrammeRule",
    "Recertification",
    "Standard",
    "Step",
    "Suspension",
    "VisitIncome",
    "VisitProperty",
]

from relief.models.accounts import Account
from relief.models.applications import Application, Bundle, Matching, MedicalClaim, Step
from relief.models.casework import JobPlacement, Petition, PetitionAid, PetitionEntry
from relief.models.entitlements import Entitlement, EntitlementAmount, Recertification, Suspension
from relief.models.findings import FindingSpell, MatchFinding
from relief.models.lists import ListRow, OutsideList
from relief.models.notices import Notice, Objection
from relief.models.payments import Absence, CashPayee, PaymentLine
from relief.models.programmes import Exclusion, Programme, ProgrammeRule, Standard
from relief.models.recoveries import Instalment, Recovery, Repayment
from relief.models.runs import ApprovalBand, BankFile, PaymentRule, PaymentRun, ReturnFile, RunStep
from relief.models.visits import HomeVisit, VisitIncome, VisitProperty

__all__ = [
    "Absence",
    "Account",
    "Application",
    "ApprovalBand",
    "BankFile",
    "Bundle",
    "CashPayee",
    "Entitlement",
    "EntitlementAmount",
    "Exclusion",
    "FindingSpell",
    "HomeVisit",
    "Instalment",
    "JobPlacement",
    "ListRow",
    "MatchFinding",
    "Matching",
    "MedicalClaim",
    "Notice",
    "Objection",
    "OutsideList",
    "PaymentLine",
    "PaymentRule",
    "PaymentRun",
    "Petition",
    "PetitionAid",
    "PetitionEntry",
    "Programme",
    "ProgrammeRule",
    "Recertification",
    "Recovery",
    "Repayment",
    "ReturnFile",
    "RunStep",
    "Standard",
    "Step",
    "Suspension",
    "VisitIncome",
    "VisitProperty",
]

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Department(models.TextChoices):
    """Who owns a programme."""

    CIVIL_AFFAIRS = "civil_affairs", _("Civil affairs")
    FEDERATION = "federation", _("Disabled persons' federation")
    MEDICAL_INSURANCE = "medical_insurance", _("Healthcare security")
    EDUCATION = "education", _("Education")
    HOUSING = "housing", _("Housing")
    HEALTH = "health", _("Health commission")
    EMERGENCY = "emergency", _("Emergency management")


class Unit(models.TextChoices):
    PERSON = "person", _("A person")
    HOUSEHOLD = "household", _("A household")


class Cycle(models.TextChoices):
    MONTHLY = "monthly", _("Every month")
    YEARLY = "yearly", _("Once a year")
    ONCE = "once", _("Once for each application")


class AmountRule(models.TextChoices):
    """How a grant comes about."""

    DIFFERENCE = "difference", _("(Standard − income per head) × members")
    STANDARD = "standard", _("The standard itself")
    CLAIM = "claim", _("Share of the costs that are left (medical relief)")
    ASSESSED = "assessed", _("As the first review proposes, up to the standard")


class FirstMonth(models.TextChoices):
    SAME = "same", _("The month of approval")
    NEXT = "next", _("The month after approval")


class Tier(models.TextChoices):
    """Whom a standard is for; several hold at once where a programme pays in steps."""

    ALL = "all", _("Everyone")
    URBAN = "urban", _("Urban households")
    RURAL = "rural", _("Rural households")
    GRADE_1 = "grade_1", _("Disability grade 1")
    GRADE_2 = "grade_2", _("Disability grade 2")
    GRADE_3 = "grade_3", _("Disability grade 3")
    AGE_80 = "age_80", _("80 to 89 years")
    AGE_90 = "age_90", _("90 to 99 years")
    AGE_100 = "age_100", _("100 years and over")


class AccountKind(models.TextChoices):
    CARD = "card", _("Bank card")
    PASSBOOK = "passbook", _("Passbook")


class ApplicationState(models.TextChoices):
    SUBMITTED = "submitted", _("Received")
    CORRECTION = "correction", _("To be completed")
    ACCEPTED = "accepted", _("Accepted")
    MATCHED = "matched", _("Information matched")
    VISITED = "visited", _("Home visited")
    FIRST_REVIEWED = "first_reviewed", _("First review passed")
    ON_NOTICE = "on_notice", _("On public notice")
    OBJECTED = "objected", _("Objection to be surveyed")
    REVIEWED = "reviewed", _("Review passed")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class MatchResult(models.TextChoices):
    CLEAR = "clear", _("Nothing found")
    LEADS = "leads", _("Leads found, to be looked at on the visit")


class IncomeSource(models.TextChoices):
    WAGES = "wages", _("Wages")
    FARMING = "farming", _("Farming")
    BUSINESS = "business", _("Business")
    PROPERTY = "property", _("Rents and interest")
    PENSION = "pension", _("Pensions")
    SUPPORT = "support", _("Support from relatives")
    OTHER = "other", pgettext_lazy("income", "Other")


class PropertyKind(models.TextChoices):
    HOME = "home", _("Home")
    SECOND_HOME = "second_home", _("Second home")
    VEHICLE = "vehicle", _("Vehicle")
    SAVINGS = "savings", _("Savings and securities")
    MACHINES = "machines", _("Machines and livestock")


class ObjectionOutcome(models.TextChoices):
    UPHELD = "upheld", _("The objection is right")
    DISMISSED = "dismissed", _("The objection is not right")


class AmountReason(models.TextChoices):
    """Why an amount begins."""

    GRANTED = "granted", _("Granted")
    HOUSEHOLD = "household", _("The household changed")
    INCOME = "income", _("The income changed")
    STANDARD = "standard", _("The standard changed")
    STATUS = "status", _("Age, grade or category changed")


class StopReason(models.TextChoices):
    DIED = "died", _("Died")
    MOVED = "moved", _("Moved out of the district")
    MISSING = "missing", _("Missing")
    FALSE_PAPERS = "false_papers", _("False papers")
    REVIEW_FAILED = "review_failed", _("Re-certification failed")
    INCOME = "income", _("Income over the standard")
    EXCLUDED = "excluded", _("Excluded by another programme")
    VOLUNTARY = "voluntary", _("Given up voluntarily")
    LEFT = "left", _("Left the register")
    PAID_ONCE = "paid_once", _("Paid once, nothing follows")


class SuspendReason(models.TextChoices):
    REVIEW_OVERDUE = "review_overdue", _("Re-certification overdue")
    NOT_FOUND = "not_found", _("Nobody found at home")
    LEAD = "lead", _("A lead is being looked at")
    ACCOUNT = "account", _("No account that can be paid to")


class ReviewResult(models.TextChoices):
    CONTINUES = "continues", _("Continues unchanged")
    CHANGED = "changed", _("Continues with another amount")
    FAILED = "failed", _("Not entitled any more")


class LetterKind(models.TextChoices):
    ACCEPTED = "accepted", _("Letter of acceptance")
    REFUSED = "refused", _("Letter of refusal")
    APPROVED = "approved", _("Letter of approval")
    CHANGED = "changed", _("Letter of change")
    STOPPED = "stopped", _("Letter of stopping")

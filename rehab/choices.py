from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ServiceCategory(models.TextChoices):
    """The five categories of rehabilitation need and service."""

    MEDICAL = "medical", _("Medical rehabilitation")
    TRAINING = "training", _("Functional training")
    DEVICE = "device", _("Assistive devices")
    PSYCHOLOGICAL = "psychological", _("Psychological services")
    SUPPORTIVE = "supportive", _("Supportive services")


class ServicePlace(models.TextChoices):
    STATION = "station", _("Rehab station")
    ROOM = "room", _("Rehab room")
    HOME = "home", _("At home")
    INSTITUTION = "institution", _("Institution")
    WORKSHOP = "workshop", _("Work-therapy workshop")


class Priority(models.IntegerChoices):
    """1 comes first."""

    URGENT = 1, _("Urgent")
    NORMAL = 2, pgettext_lazy("priority", "Normal")
    LOW = 3, pgettext_lazy("priority", "Can wait")


class AssessmentKind(models.TextChoices):
    FIRST = "first", _("First assessment")
    INTERIM = "interim", _("Interim assessment")
    FINAL = "final", _("Final assessment")


class PlanEnd(models.TextChoices):
    REPLANNED = "replanned", _("Planned again")
    REACHED = "reached", _("Goals reached")
    FILE_CLOSED = "file_closed", _("File closed")


class ReviewResult(models.TextChoices):
    CONTINUE = "continue", _("Goes on as planned")
    ADJUST = "adjust", _("Plan again")
    REACHED = "reached", _("Goals reached")


class NeedEnd(models.TextChoices):
    MET = "met", _("Need met")
    DECLINED = "declined", _("Declined by the person")
    UNSUITABLE = "unsuitable", _("No longer suitable")
    TRANSFERRED = "transferred", _("Transferred elsewhere")
    LEFT = "left", _("Left the register")


class CloseReason(models.TextChoices):
    GOALS_REACHED = "goals_reached", _("Goals reached")
    DECLINED = "declined", _("Declined by the person")
    TRANSFERRED = "transferred", _("Transferred elsewhere")
    MOVED = "moved", _("Moved away")
    DIED = "died", _("Died")
    LEFT = "left", _("Left the register")


class Respondent(models.TextChoices):
    PERSON = "person", _("The person")
    RELATIVE = "relative", _("A relative or guardian")


class Satisfaction(models.IntegerChoices):
    VERY_SATISFIED = 5, _("Very satisfied")
    SATISFIED = 4, _("Satisfied")
    NEUTRAL = 3, _("Neutral")
    DISSATISFIED = 2, _("Dissatisfied")
    VERY_DISSATISFIED = 1, _("Very dissatisfied")
    NO_ANSWER = 0, _("No answer")


class FundingSource(models.TextChoices):
    CENTRAL = "central", _("Central budget")
    PROVINCIAL = "provincial", _("Provincial budget")
    CITY = "city", _("City budget")
    DISTRICT = "district", _("District budget")
    LOTTERY = "lottery", _("Lottery fund")
    SOCIAL = "social", _("Donations and society")


class FundingPurpose(models.TextChoices):
    SERVICES = "services", _("Services")
    EQUIPMENT = "equipment", _("Equipment")
    RENOVATION = "renovation", _("Renovation of stations")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Other")


class CentreKind(models.TextChoices):
    """Technical guidance centres of five fields, the supply station for devices (T1), and hospitals."""

    PHYSICAL = "physical", _("Guidance centre: physical")
    MENTAL = "mental", _("Guidance centre: mental")
    VISUAL = "visual", _("Guidance centre: visual")
    HEARING_SPEECH = "hearing_speech", _("Guidance centre: hearing and speech")
    INTELLECTUAL = "intellectual", _("Guidance centre: intellectual")
    DEVICES = "devices", _("Device supply station")
    HOSPITAL = "hospital", _("Hospital")
    AGENCY = "agency", _("Designated agency for children")


class ReferralState(models.TextChoices):
    SENT = "sent", _("Sent, no answer yet")
    ACCEPTED = "accepted", pgettext_lazy("referral", "Accepted")
    DECLINED = "declined", pgettext_lazy("referral", "Declined")
    DONE = "done", pgettext_lazy("referral", "Done")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ReferralResult(models.TextChoices):
    MET = "met", _("Need met")
    NOT_MET = "not_met", _("Need not met")


class EarlyResult(models.TextChoices):
    """Of the early screening of a young child."""

    CONFIRMED = "confirmed", _("Confirmed")
    WATCH = "watch", _("To be watched")
    EXCLUDED = "excluded", _("Excluded")


class AidState(models.TextChoices):
    APPLIED = "applied", _("Applied for")
    REFUSED = "refused", pgettext_lazy("child aid", "Refused")
    APPROVED = "approved", pgettext_lazy("child aid", "Approved")
    PLACED = "placed", _("With an agency")
    ENDED = "ended", pgettext_lazy("child aid", "Ended")


class AidEnd(models.TextChoices):
    COMPLETED = "completed", _("Completed")
    AGED_OUT = "aged_out", _("Too old")
    GIVEN_UP = "given_up", _("Given up by the guardian")
    LEFT = "left", _("Left the register")
    DIED = "died", _("Died")


class AidEvaluationResult(models.TextChoices):
    MARKED = "marked", _("Marked progress")
    SOME = "some", _("Some progress")
    NONE = "none", _("No progress")


class DeviceGroup(models.TextChoices):
    MOBILITY = "mobility", _("Moving")
    HEARING = "hearing_aid", pgettext_lazy("devices", "Hearing")
    SEEING = "seeing", _("Seeing")
    DAILY = "daily", _("Daily life")
    PROSTHESIS = "prosthesis", _("Prostheses and orthoses")
    COMMUNICATION = "communication", _("Communication")


class DeviceState(models.TextChoices):
    APPLIED = "applied", _("Applied for")
    CHECKED = "checked", pgettext_lazy("device", "Checked by the community")
    REVIEWED = "reviewed", pgettext_lazy("device", "Reviewed by the street")
    ASSESSED = "assessed", pgettext_lazy("device", "Assessed")
    APPROVED = "approved", pgettext_lazy("device", "Approved")
    REFUSED = "refused", pgettext_lazy("device", "Refused")
    FITTED = "fitted", pgettext_lazy("device", "Fitted")
    VISITED = "visited", _("Visited after fitting")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class OutreachKind(models.TextChoices):
    LECTURE = "lecture", _("Rehabilitation lecture")
    PUBLICITY = "publicity", _("Publicity")
    RELATIVES = "relatives", _("Training of relatives")

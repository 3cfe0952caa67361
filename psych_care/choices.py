"""Codes of the management standard for severe mental disorders (严重精神障碍管理治疗工作规范 2018)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    CLUE = "clue", _("Clue, not yet diagnosed")
    DIAGNOSED = "diagnosed", _("Diagnosed, not yet on file")
    ON_FILE = "on_file", _("On file")
    UNDER_CARE = "under_care", _("Under care")
    LOST = "lost", _("Lost, being searched for")
    ENDED = "ended", pgettext_lazy("psychiatric file", "Ended")


class ClueSource(models.TextChoices):
    FAMILY = "family", _("Family or neighbours")
    COMMITTEE = "committee", _("Residents' committee")
    POLICE = "police", _("Police")
    HOSPITAL = "hospital", _("Hospital")
    SURVEY = "survey", _("Survey")


class Diagnosis(models.TextChoices):
    SCHIZOPHRENIA = "schizophrenia", _("Schizophrenia")
    SCHIZOAFFECTIVE = "schizoaffective", _("Schizoaffective disorder")
    PARANOID = "paranoid", _("Paranoid psychosis")
    BIPOLAR = "bipolar", _("Bipolar disorder")
    EPILEPSY = "epilepsy", _("Mental disorder due to epilepsy")
    INTELLECTUAL = "intellectual", _("Intellectual disability with mental disorder")
    OTHER = "other", pgettext_lazy("diagnosis", "Other")


class Insurance(models.TextChoices):
    EMPLOYEE = "employee", _("Employees' medical insurance")
    RESIDENT = "resident", _("Residents' medical insurance")
    NONE = "none", pgettext_lazy("insurance", "None")


class EndReason(models.TextChoices):
    MOVED = "moved", _("Moved out of the district")
    DIED = "died", _("Died")
    NOT_ILL = "not_ill", _("Diagnosis not confirmed")
    DECLINED = "declined", _("Consent refused or withdrawn")


class Method(models.TextChoices):
    FACE_TO_FACE = "face_to_face", _("Face to face")
    PHONE = "phone", _("By phone")
    FAMILY = "family", _("Through the family")


class Symptoms(models.TextChoices):
    RECOVERED = "recovered", _("Basically gone")
    PARTLY = "partly", _("Partly there")
    MARKED = "marked", _("Marked")


class Insight(models.TextChoices):
    FULL = "full", pgettext_lazy("insight", "Full or basically recovered")
    PARTLY = "partly", pgettext_lazy("insight", "Partial")
    NONE = "none", pgettext_lazy("insight", "None")


class Risk(models.IntegerChoices):
    R0 = 0, _("0 · none")
    R1 = 1, _("1 · threats, no action")
    R2 = 2, _("2 · breaks things at home, can be stopped")
    R3 = 3, _("3 · breaks things anywhere, cannot be stopped")
    R4 = 4, _("4 · continuous, against property or people, self-harm and suicide included")
    R5 = 5, _("5 · armed violence, arson, explosion")


class SideEffects(models.TextChoices):
    NONE = "none", pgettext_lazy("side effects", "None")
    MILD = "mild", _("Mild")
    SEVERE = "severe", _("Severe")


class PhysicalHealth(models.TextChoices):
    STABLE = "stable", _("No illness, or stable")
    ILL = "ill", _("Ill, not severely")
    SEVERE = "severe", _("Severely ill")


class SocialFunction(models.TextChoices):
    GOOD = "good", _("Good")
    FAIR = "fair", _("Fair")
    POOR = "poor", _("Poor")


class Adherence(models.TextChoices):
    REGULAR = "regular", _("Regular")
    IRREGULAR = "irregular", _("Irregular")
    NONE = "none", _("Takes none of it")
    NOT_PRESCRIBED = "not_prescribed", _("None prescribed")


class Course(models.TextChoices):
    MARKEDLY_IMPROVED = "markedly_improved", _("Markedly improved")
    IMPROVED = "improved", _("Improved")
    UNCHANGED = "unchanged", _("Unchanged")
    WORSE = "worse", _("Worse")


class Stability(models.TextChoices):
    STABLE = "stable", pgettext_lazy("class of a patient", "Stable")
    BASICALLY_STABLE = "basically_stable", _("Basically stable")
    UNSTABLE = "unstable", _("Unstable")


class GroupRole(models.TextChoices):
    CADRE = "cadre", _("Community cadre")
    DOCTOR = "doctor", _("Doctor")
    POLICE = "police", _("Police officer")
    VOLUNTEER = "volunteer", _("Volunteer")
    FAMILY = "family", _("Family member")


class LockState(models.TextChoices):
    FOUND = "found", _("Found locked up")
    ASSESSED = "assessed", _("Assessed")
    RELEASED = "released", _("Released")
    TREATED = "treated", _("In treatment")
    FOLLOWED = "followed", _("Followed up, closed")


class IncidentKind(models.TextChoices):
    MINOR = "minor", _("Minor disturbance")
    TROUBLE = "trouble", _("Caused trouble")
    ACCIDENT = "accident", _("Caused an accident")
    SELF_HARM = "self_harm", _("Self-harm")
    SUICIDE = "suicide", _("Attempted suicide")


class AidKind(models.TextChoices):
    MEDICINE = "medicine", _("Free medicine")
    HOSPITAL = "hospital", _("Hospital treatment")
    LIVING = "living", _("Living aid")

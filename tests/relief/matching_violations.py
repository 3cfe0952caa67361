"""How each constraint of information matching and of petitions is violated."""

from datetime import date

from relief import models
from tests.factories import StaffFactory
from tests.relief import finding_factories as find

EARLIER, LATER = date(2001, 1, 1), date(2026, 6, 1)


def _spell(finding=None, **values):
    finding = finding or find.FindingFactory(spell=False)
    return models.FindingSpell.objects.create(finding=finding, **{"opened_on": date(2026, 3, 1)} | values)


def _instalment(**values):
    values = {"recovery": find.RecoveryFactory(), "due_on": LATER, "amount": 100} | values
    return models.Instalment.objects.create(**values)


def _repayment(**values):
    return models.Repayment.objects.create(**{"recovery": find.RecoveryFactory(), "amount": 100} | values)


def _two_recoveries(person):
    finding = find.FindingFactory(person=person)
    for _ in "12":
        find.RecoveryFactory(person=person, finding=finding)


def _two_spells(person):
    finding = find.FindingFactory(person=person)
    _spell(finding)


def _instalment_twice(person):
    row = _instalment()
    _instalment(recovery=row.recovery)


VIOLATIONS = {
    "outside_list_once": lambda p: [find.OutsideListFactory(sha256="1" * 64) for _ in "12"],
    "outside_list_kind_known": lambda p: find.OutsideListFactory(kind="magic"),
    "list_row_amount_not_negative": lambda p: find.ListRowFactory(amount=-1),
    "finding_kind_known": lambda p: find.FindingFactory(kind="magic"),
    "finding_state_known": lambda p: find.FindingFactory(state="magic"),
    "finding_amount_not_negative": lambda p: find.FindingFactory(amount=-1),
    "finding_explained_until_a_day": lambda p: find.FindingFactory(state="explained"),
    "spell_one_open": _two_spells,
    "spell_closed_with_outcome": lambda p: _spell(closed_on=LATER),
    "spell_closes_after_opening": lambda p: _spell(closed_on=EARLIER, outcome="stopped"),
    "recovery_amount_positive": lambda p: find.RecoveryFactory(amount=0),
    "recovery_reason_known": lambda p: find.RecoveryFactory(reason="magic"),
    "recovery_settled_after_decision": lambda p: find.RecoveryFactory(settled_on=EARLIER),
    "recovery_due_until_settled": lambda p: find.RecoveryFactory(next_due_on=None),
    "recovery_one_open_of_a_finding": _two_recoveries,
    "instalment_once_a_day": _instalment_twice,
    "instalment_amount_positive": lambda p: _instalment(amount=0),
    "repayment_amount_positive": lambda p: _repayment(amount=0),
    "repayment_kind_known": lambda p: _repayment(kind="magic"),
    "petition_kind_known": lambda p: find.PetitionFactory(kind="magic"),
    "petition_via_known": lambda p: find.PetitionFactory(via="magic"),
    "petition_state_known": lambda p: find.PetitionFactory(state="magic", assigned_to=StaffFactory()),
    "petition_people_plausible": lambda p: find.PetitionFactory(people_count=0),
    "petition_assigned_to_somebody": lambda p: find.PetitionFactory(state="assigned"),
    "petition_answered_with_day": lambda p: find.PetitionFactory(answered_on=LATER),
    "petition_archived_with_day": lambda p: find.PetitionFactory(archived_on=LATER),
    "petition_due_after_receipt": lambda p: find.PetitionFactory(due_on=EARLIER),
    "petition_entry_kind_known": lambda p: find.EntryFactory(kind="magic"),
    "petition_entry_satisfied_told": lambda p: find.EntryFactory(satisfied=True),
    "placement_wage_positive": lambda p: models.JobPlacement.objects.create(
        petition=find.PetitionFactory(), full_name="方桂英", enterprise_name="福利厂", monthly_wage=0
    ),
}

"""The vocabulary of payments: what indicators, lists and the run itself ask of lines and runs."""

from decimal import Decimal

from django.db import models
from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from registry.records.querysets import PersonRecordQuerySet
from relief.payment_choices import AbsenceReason, Bucket, LineKind, LineReason, LineState, Method, RunState

# From here on the money is on its way: nothing is added to the run or taken out of it.
SENT = (RunState.RELEASED, RunState.FILED, RunState.RETURNED, RunState.CLOSED)
IN_BUCKET = {
    Bucket.ADDED: Q(last_amount__isnull=True),
    Bucket.UNCHANGED: Q(last_amount=F("amount")),
    Bucket.CHANGED: Q(last_amount__isnull=False) & ~Q(last_amount=F("amount")),
}
CENT = Decimal("0.01")
MONEY = DecimalField(max_digits=14, decimal_places=2)


def cents(money: Decimal) -> Decimal:
    """SQLite adds decimals up as floats; a sum of cents has two places."""
    return money.quantize(CENT)


def total(name: str = "amount", **options):
    return Coalesce(Sum(name, **options), Value(0), output_field=MONEY)


class PaymentRunQuerySet(models.QuerySet):
    def visible_to(self, staff):
        """Runs of my area or of a part of it: a run of more tells of people who are not mine."""
        return self.filter(area__code__inside=staff.area_id)

    def inside(self, code):
        return self.filter(area__code__inside=code)

    def in_state(self, *states):
        return self.filter(state__in=states)

    def live(self):
        return self.exclude(state=RunState.CANCELLED)

    def sent(self):
        return self.filter(state__in=SENT)

    def for_list(self):
        return self.select_related("area", "programme", "prepared_by")


class PaymentLineQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().select_related("programme", "run", "account")

    def live(self):
        return self.exclude(state=LineState.VOID)

    def of_months_own(self):
        """One for each person, programme and benefit month: payments made again after a return aside."""
        return self.live().exclude(kind=LineKind.REPAID)

    def for_month(self, month):
        return self.filter(benefit_month=month)

    def in_bucket(self, bucket):
        return self.filter(IN_BUCKET[bucket], kind=LineKind.REGULAR)

    def unexplained(self):
        return self.filter(reason=LineReason.UNEXPLAINED, note="")

    def in_state(self, state):
        return self.filter(state=state)

    def unsettled(self):
        return self.filter(state=LineState.OPEN)

    # What indicators count (S01, S06, S09): lines of runs that were released.
    def payable(self):
        """What was to be paid: every line of a released run; payments made again aside, they are the same money."""
        return self.of_months_own().filter(run__state__in=SENT)

    def due_during(self, first_day, last_day):
        """Both days included; by the day on which the line's own benefit month is due."""
        return self.filter(due_on__range=(first_day, last_day))

    def sent_to_bank(self):
        return self.live().filter(method=Method.CARD, run__state__in=SENT)

    def sent_during(self, first_day, last_day):
        """Both days included."""
        return self.filter(run__released_on__range=(first_day, last_day))

    def returned(self):
        return self.filter(state=LineState.RETURNED)

    def paid(self):
        return self.filter(state=LineState.PAID)

    def paid_by_card(self):
        return self.paid().filter(method=Method.CARD)

    def paid_on_time(self):
        """By the due day of the benefit month."""
        return self.paid().filter(paid_on__lte=F("due_on"))

    def to_correct(self):
        """Returned, and neither paid again nor cleared for it."""
        return self.returned().filter(cleared_on__isnull=True).without_repayment().with_same_account()

    def to_repay(self):
        """Returned, not paid again yet, and the payee has another account by now or the old one was found right."""
        another = self.returned().without_repayment().with_present_account()
        return another.filter(Q(cleared_on__isnull=False) | ~Q(account=F("present_account")))

    def without_repayment(self):
        again = self.model.objects.live().filter(repays=OuterRef("pk"))
        return self.filter(~Exists(again))

    def with_present_account(self):
        from relief.models import Account

        present = Account.objects.present().filter(person=OuterRef("person"))
        return self.annotate(present_account=models.Subquery(present.values("pk")[:1])).filter(
            present_account__isnull=False
        )

    def with_same_account(self):
        from relief.models import Account

        another = Account.objects.present().filter(person=OuterRef("person")).exclude(pk=OuterRef("account"))
        return self.filter(~Exists(another))

    def by_hand_without_proof(self):
        """In cash or in kind, released, and nobody entered yet that it was handed over."""
        return self.unsettled().exclude(method=Method.CARD).filter(run__state__in=SENT)

    def with_bucket(self):
        whens = [When(condition, then=Value(bucket.value)) for bucket, condition in IN_BUCKET.items()]
        return self.annotate(
            bucket=Case(When(~Q(kind=LineKind.REGULAR), then=Value("")), *whens, output_field=models.CharField())
        )

    def totals(self) -> dict:
        """{lines, money}"""
        sums = self.aggregate(lines=models.Count("pk"), money=total())
        return sums | {"money": cents(sums["money"])}

    def totals_by(self, *names):
        return self.order_by().values(*names).annotate(lines=models.Count("pk"), money=total())


class AbsenceQuerySet(PersonRecordQuerySet):
    def for_list(self):
        return super().for_list().select_related("programme", "run")

    def paid_last_month(self):
        return self.filter(last_amount__isnull=False)

    def unexplained(self):
        return self.filter(reason=AbsenceReason.UNEXPLAINED, note="")

    def counted_by_reason(self):
        counts = {"people": models.Count("pk"), "money": total(), "last_money": total("last_amount")}
        return self.order_by().values("reason").annotate(**counts).order_by("reason")


class CashPayeeQuerySet(models.QuerySet):
    def visible_to(self, staff):
        return self.filter(person__community__code__inside=staff.area_id)

    def present(self):
        return self.filter(until_on__isnull=True)


class InRunQuerySet(models.QuerySet):
    """What hangs on a run."""

    def visible_to(self, staff):
        return self.filter(run__area__code__inside=staff.area_id)


class DatedRuleQuerySet(models.QuerySet):
    def holding_on(self, day):
        """All that began on the newest day begun by then."""
        newest = self.model.objects.filter(effective_from__lte=day).order_by("-effective_from")
        return self.filter(effective_from=models.Subquery(newest.values("effective_from")[:1]))

    def for_list(self):
        return self

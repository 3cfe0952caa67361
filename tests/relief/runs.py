"""A desk that pays: runs prepared at once, and led along their way by the right people."""

import io
from datetime import date
from decimal import Decimal

from registry import jobs
from relief.models import Absence, PaymentLine, PaymentRun
from relief.services import runs as services
from relief.services.bank import make_bank_file, take_in_return
from relief.services.preparation import prepare_run
from tests.factories import PersonFactory
from tests.relief.factories import AccountFactory, EntitlementFactory

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
DISTRICT = "341702"
TODAY = date(2026, 3, 18)
HEAD = "流水号,金额,结果,原因\n"


class PayDesk:
    """`prepare(month)` runs the job to its end; `lead(run, "released")` takes the steps up to a state."""

    def __init__(self, areas, manager, reviewer, approver, finance):
        self.areas, self.manager = areas, manager
        self.reviewer, self.approver, self.finance = reviewer, approver, finance

    def payee(self, community, amount="100.00", account=True, **values):
        """An entitlement since January."""
        person = values.pop("person", None) or PersonFactory(community=community)
        if account and not person.accounts.exists():
            AccountFactory(person=person)
        return EntitlementFactory(person=person, amount=Decimal(amount), **values)

    def begin(self, month, area=DISTRICT, by=None, **values) -> PaymentRun:
        return prepare_run(area=self.areas[area], month=month, by=by or self.manager, **values)

    def prepare(self, month=MARCH, **values) -> PaymentRun:
        return self.fill(self.begin(month, **values))

    def fill(self, run) -> PaymentRun:
        jobs.run_job.func(run.job_id)
        run.refresh_from_db()
        run.job.refresh_from_db()
        assert run.job.state == "done", run.job.error
        return run

    def take(self, run, name, by, **values):
        services.take(run=run, name=name, by=by, **values)
        run.refresh_from_db()

    def lead(self, run, state="filed") -> PaymentRun:
        ways = [
            ("checked", lambda: self.take(run, "check", self.manager)),
            ("reviewed", lambda: self.take(run, "review", self.reviewer)),
            ("approved", lambda: self.take(run, "approve", self.approver)),
            ("released", lambda: self.take(run, "release", self.finance)),
            ("filed", lambda: make_bank_file(run=run, format="delimited", by=self.finance)),
        ]
        for name, go in ways:
            go()
            if name == state:
                break
        run.refresh_from_db()
        return run

    def paid(self, month=MARCH, **values) -> PaymentRun:
        return self.lead(self.prepare(month, **values))


def reasons(run) -> list[str]:
    """Why people are not paid by the run."""
    return sorted(Absence.objects.filter(run=run).values_list("reason", flat=True))


def lines(run):
    return PaymentLine.objects.live().filter(run=run)


def returned(line, reason="账号不存在") -> str:
    return f"{line.number},{line.amount},失败,{reason}\n"


def paid(line) -> str:
    return f"{line.number},{line.amount},成功,\n"


def take_in(pay, run, text, on=TODAY, only_returned=False):
    file = io.BytesIO(text.encode("gb18030"))
    taken = take_in_return(run=run, file=file, name="回盘.csv", on=on, only_returned=only_returned, by=pay.finance)
    run.refresh_from_db()
    return taken

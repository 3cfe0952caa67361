from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from registry.models import Person
from relief.models import Application, Bundle, HomeVisit, Matching
from relief.services import applications as services
from tests.factories import CertificateFactory, MemberFactory, PersonFactory, StaffFactory
from tests.relief.factories import StandardFactory, programme
from tests.relief.runs import HEAD, PayDesk, lines, returned, take_in

DAY = 24 * 60 * 60


@pytest.fixture(autouse=True)
def _words_of_the_code():
    """Refusals are told apart by their words; a page keeps the language of its reader."""
    with translation.override("en"):
        yield


@pytest.fixture
def at(clerk, as_user):
    """`at("relief:application-detail", 7)`: the page for the clerk; with data it is sent in."""
    client = as_user(clerk)

    def call(url_name, *args, data=None, query="", user=None):
        caller = as_user(user) if user else client
        url = reverse(url_name, args=args) + query
        return caller.get(url) if data is None else caller.post(url, data)

    return call


@pytest.fixture
def severe(chiyang) -> Person:
    """A woman with grade 1, who may draw the nursing subsidy; head of a household of two."""
    person = PersonFactory(full_name="方桂英", sex="2", birth_on=date(1970, 5, 5), community=chiyang)
    CertificateFactory(person=person, grade=1)
    head = MemberFactory(person=person)
    MemberFactory(person=PersonFactory(full_name="方小明", community=chiyang), household=head.household, kinship="20")
    return person


@pytest.fixture
def second_clerk(areas):
    """Another clerk of the first street."""
    return StaffFactory(username="clerk3", full_name="钱立", area_id="341702001")


@pytest.fixture
def desk(clerk, reviewer, approver, frozen_time):
    """Leads applications along their way: `desk.receive(person, "allowance")`, `desk.to(application, "reviewed")`."""
    return Desk(clerk, reviewer, approver, frozen_time)


@pytest.fixture
def pay(areas, manager, reviewer, approver, finance):
    return PayDesk(areas, manager, reviewer, approver, finance)


@pytest.fixture
def run(pay, chiyang):
    """Filed, with payments of 10.01, 20.02 and 30.03 yuan."""
    for amount in ("10.01", "20.02", "30.03"):
        pay.payee(chiyang, amount)
    return pay.paid()


@pytest.fixture
def came_back(pay, run, frozen_time):
    """A line that came back in March; it is April now."""
    line = lines(run).order_by("pk").first()
    take_in(pay, run, HEAD + returned(line), only_returned=True)
    frozen_time.shift(18 * DAY)
    return line


class Desk:
    def __init__(self, clerk, reviewer, approver, clock):
        self.clerk, self.reviewer, self.approver, self.clock = clerk, reviewer, approver, clock

    def standard(self, code: str, amount, **values):
        return StandardFactory(programme=programme(code), amount=Decimal(amount), **values)

    def receive(self, person, *codes, **values) -> Application:
        """The first of the applications of one bundle."""
        membership = person.memberships.present().first()
        bundle = Bundle(
            person=person,
            community=person.community,
            household=membership and membership.household,
            received_on=date(2026, 3, 18),
            **values,
        )
        wanted = [programme(code) for code in codes or ("nursing_subsidy",)]
        return services.receive(bundle=bundle, programmes=wanted, by=self.clerk)[0]

    def take(self, application, name, by=None, **values):
        services.take(application=application, name=name, by=by or self.clerk, **values)

    def match(self, application):
        services.enter_matching(application=application, matching=Matching(), by=self.clerk)

    def visit(self, application, members=2, **incomes):
        visit = HomeVisit(bundle=application.bundle, first_visitor="舒明", second_visitor="章华", members=members)
        amounts = {source: Decimal(amount) for source, amount in incomes.items()}
        services.enter_visit(visit=visit, incomes=amounts, properties={}, by=self.clerk)
        application.refresh_from_db()

    def first_review(self, application, **values):
        services.pass_first_review(application=application, by=self.clerk, **values)

    def post(self, application):
        return services.post_notice(application=application, by=self.clerk)

    def review(self, application, by=None):
        services.pass_review(application=application, by=by or self.reviewer)

    def approve(self, application, by=None):
        return services.approve_application(application=application, by=by or self.approver)

    def to(self, application, state, **incomes):
        """From receipt up to the state, by the shortest way; the notice's days pass."""
        ways = [
            ("accepted", lambda: self.take(application, "accept")),
            ("matched", lambda: self.match(application)),
            ("visited", lambda: self.visit(application, **incomes)),
            ("first_reviewed", lambda: self.first_review(application)),
            ("on_notice", lambda: self.post(application)),
            ("reviewed", lambda: (self.clock.shift(7 * DAY), self.review(application))),
            ("approved", lambda: self.approve(application)),
        ]
        for name, go in ways:
            go()
            if name == state:
                break
        application.refresh_from_db()
        return application

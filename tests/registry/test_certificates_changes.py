"""Issuing, reissuing, correcting and cancelling certificates."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry.models import AuditEntry, CancelReason, Certificate
from registry.services.certificates import (
    cancel_certificate,
    issue_certificate,
    next_reissue_number,
    reissue_certificate,
    reissue_expiry,
)
from tests.factories import CertificateFactory, ComponentFactory, PersonFactory, make_id_number

TODAY = date(2026, 3, 18)


def unsaved(person, number="", **changes) -> Certificate:
    number = number or f"{person.id_number}44"
    values = {
        "number": number,
        "disability_type": int(number[18]),
        "grade": int(number[19]),
        "issued_on": date(2026, 3, 1),
        "expires_on": date(2036, 3, 1),
    }
    return Certificate(person=person, **(values | changes))


@pytest.fixture
def without(chiyang):
    """Somebody of the first street without a certificate."""
    return PersonFactory(community=chiyang)


class TestIssuing:
    def test_a_second_one_in_force_is_refused(self, clerk, person):
        with pytest.raises(ValidationError):
            issue_certificate(by=clerk, certificate=unsaved(person, f"{person.id_number}43"))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"grade": 3}, "grade"),
            ({"disability_type": 1}, "disability_type"),
            ({"issued_on": date(2026, 3, 19)}, "issued_on"),
            ({"issued_on": date(1930, 1, 1)}, "issued_on"),
            ({"expires_on": date(2026, 3, 1)}, "expires_on"),
        ],
    )
    def test_what_cannot_be_is_told_beside_its_field(self, clerk, without, changes, field):
        with pytest.raises(ValidationError) as refused:
            issue_certificate(by=clerk, certificate=unsaved(without, **changes))
        assert list(refused.value.message_dict) == [field]
        assert not Certificate.objects.exists()

    def test_another_persons_prefix_needs_a_reason(self, clerk, without):
        number = f"{make_id_number(date(1970, 1, 1), '1', 3)}44"
        with pytest.raises(ValidationError):
            issue_certificate(by=clerk, certificate=unsaved(without, number))
        issue_certificate(by=clerk, certificate=unsaved(without, number, prefix_reason="办证后更正过身份证号"))
        assert Certificate.objects.get().person == without

    def test_by_the_page_with_the_expiry_filled_in(self, clerk, without, as_user):
        url = reverse("registry:certificate-add", args=[without.pk])
        as_user(clerk).post(url, {"number": f"{without.id_number}12", "issued_on": "2026-03-02"})
        certificate = without.certificates.get()
        assert (certificate.disability_type, certificate.grade) == (1, 2)
        assert certificate.expires_on == date(2036, 3, 2)


class TestReissuing:
    def test_the_old_one_ends_on_the_day_the_new_one_begins(self, clerk, person):
        old = person.certificates.get()
        new = reissue_certificate(
            by=clerk, certificate=old, number=f"{old.number}B1", issued_on=TODAY, expires_on=date(2034, 2, 1)
        )
        old.refresh_from_db()
        assert (old.cancelled_on, old.cancel_reason) == (TODAY, CancelReason.REISSUED)
        assert (new.disability_type, new.grade, new.issued_on) == (old.disability_type, old.grade, TODAY)
        assert list(Certificate.objects.valid_on(TODAY)) == [new]
        assert [e.action for e in AuditEntry.objects.order_by("pk")] == ["cancel", "reissue"]

    def test_keeps_the_parts_of_a_multiple_disability(self, clerk, without):
        old = CertificateFactory(person=without, disability_type=7, grade=2)
        ComponentFactory(certificate=old, disability_type=2, grade=2)
        ComponentFactory(certificate=old, disability_type=4, grade=3)
        new = reissue_certificate(
            by=clerk, certificate=old, number=f"{old.number}B1", issued_on=TODAY, expires_on=date(2034, 2, 1)
        )
        assert list(new.components.values_list("disability_type", "grade")) == [(2, 2), (4, 3)]

    def test_another_root_is_no_reissue(self, clerk, person):
        old = person.certificates.get()
        with pytest.raises(ValidationError):
            reissue_certificate(
                by=clerk,
                certificate=old,
                number=f"{person.id_number}43B1",
                issued_on=TODAY,
                expires_on=date(2034, 2, 1),
            )
        old.refresh_from_db()
        assert old.cancelled_on is None

    def test_the_page_offers_the_next_number_and_takes_it(self, clerk, person, as_user):
        old = person.certificates.get()
        url = reverse("registry:certificate-reissue", args=[old.pk])
        client = as_user(clerk)
        form = client.get(url).context["form"]
        data = {"number": form["number"].value(), "issued_on": "2026-03-18", "expires_on": "2034-02-01"}
        client.post(url, data)
        assert person.certificates.in_force().get().number == f"{old.number}B1"

    @pytest.mark.parametrize(("mark", "following"), [("", "B1"), ("B1", "B2"), ("B9", None)])
    def test_marks_go_from_b1_to_b9(self, mark, following):
        root = f"{make_id_number()}44"
        expected = f"{root}{following}" if following else ""
        assert next_reissue_number(Certificate(number=f"{root}{mark}")) == expected

    @pytest.mark.parametrize(
        ("expires_on", "expected"),
        [(date(2034, 2, 1), date(2034, 2, 1)), (date(2026, 6, 1), date(2036, 3, 18))],
    )
    def test_a_lost_card_keeps_its_last_day_and_an_old_one_is_renewed(self, expires_on, expected):
        assert reissue_expiry(Certificate(expires_on=expires_on), TODAY) == expected


class TestCorrecting:
    def edit(self, certificate, **changes) -> dict:
        values = {
            "version": certificate.version,
            "number": certificate.masked_number,
            "disability_type": certificate.disability_type,
            "grade": certificate.grade,
            "issued_on": certificate.issued_on.isoformat(),
            "expires_on": certificate.expires_on.isoformat(),
            "prefix_reason": "",
        }
        return values | changes

    def test_a_mistyped_day(self, clerk, person, as_user):
        certificate = person.certificates.get()
        url = reverse("registry:certificate-edit", args=[certificate.pk])
        response = as_user(clerk).post(url, self.edit(certificate, issued_on="2024-01-20"))
        assert response.status_code == 302
        assert person.certificates.get().issued_on == date(2024, 1, 20)
        assert person.certificates.get().number == certificate.number

    def test_is_checked_like_a_new_one(self, clerk, person, as_user):
        certificate = person.certificates.get()
        url = reverse("registry:certificate-edit", args=[certificate.pk])
        response = as_user(clerk).post(url, self.edit(certificate, grade=1))
        assert response.context["form"].errors["grade"]
        assert person.certificates.get().grade == 4

    def test_a_forgotten_part(self, clerk, without, as_user):
        certificate = CertificateFactory(person=without, disability_type=7, grade=2)
        ComponentFactory(certificate=certificate, disability_type=2, grade=2)
        ComponentFactory(certificate=certificate, disability_type=4, grade=3)
        url = reverse("registry:certificate-edit", args=[certificate.pk])
        data = self.edit(certificate, part_2=2, part_4=3, part_6=4)
        assert as_user(clerk).post(url, data).status_code == 302
        assert certificate.components.count() == 3
        assert AuditEntry.objects.get().changes == {"components": ["22 43", "22 43 64"]}


class TestCancelling:
    def test_needs_a_reason_and_is_audited(self, clerk, person, as_user):
        certificate = person.certificates.get()
        url = reverse("registry:certificate-cancel", args=[certificate.pk])
        client = as_user(clerk)
        assert client.post(url, {"on": "2026-03-18", "reason": ""}).context["form"].errors["reason"]
        client.post(url, {"on": "2026-03-18", "reason": "voluntary"})
        certificate.refresh_from_db()
        assert (certificate.cancelled_on, certificate.cancel_reason) == (TODAY, "voluntary")
        assert AuditEntry.objects.get().action == "cancel"

    def test_twice_is_refused(self, clerk, person):
        certificate = person.certificates.get()
        cancel_certificate(by=clerk, certificate=certificate, on=TODAY, reason=CancelReason.ERROR)
        with pytest.raises(ValidationError):
            cancel_certificate(by=clerk, certificate=certificate, on=TODAY, reason=CancelReason.ERROR)
        assert AuditEntry.objects.count() == 1

    @pytest.mark.parametrize("name", ["edit", "reissue", "cancel"])
    def test_whoever_comes_late_is_told(self, clerk, person, as_user, name):
        certificate = person.certificates.get()
        cancel_certificate(by=clerk, certificate=certificate, on=TODAY, reason=CancelReason.ERROR)
        url = reverse(f"registry:certificate-{name}", args=[certificate.pk])
        response = as_user(clerk).post(url, {"on": "2026-03-18", "reason": "voluntary"}, follow=True)
        assert response.redirect_chain == [(reverse("registry:person-detail", args=[person.pk]), 302)]
        assert "notice-warning" in response.text
        assert AuditEntry.objects.count() == 1

    def test_before_the_issue_is_refused(self, clerk, person):
        with pytest.raises(ValidationError):
            cancel_certificate(
                by=clerk, certificate=person.certificates.get(), on=date(2024, 1, 31), reason=CancelReason.ERROR
            )


NAMES = ("certificate-edit", "certificate-reissue", "certificate-cancel", "certificate-reveal")


@pytest.mark.parametrize("name", NAMES)
def test_the_neighbours_certificates_are_not_there(clerk, neighbour, as_user, name):
    url = reverse(f"registry:{name}", args=[neighbour.certificates.get().pk])
    assert as_user(clerk).get(url).status_code == 404
    assert as_user(clerk).post(url, {}).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_readers_may_not(reviewer, person, as_user, name):
    url = reverse(f"registry:{name}", args=[person.certificates.get().pk])
    assert as_user(reviewer).get(url).status_code == 403

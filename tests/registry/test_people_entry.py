"""Entering a person: what the numbers fill in, what is refused, what is kept."""

from datetime import date

import pytest
from django.urls import reverse

from registry.models import AuditEntry, Certificate, Person
from tests.factories import CertificateFactory, PersonFactory, StaffFactory, make_id_number

ADD, FILL = reverse("registry:person-add"), reverse("registry:person-fill")
ID_NUMBER = make_id_number(date(1955, 5, 5), "1", 7)


def entry(**changes) -> dict:
    values = {
        "number": "",
        "id_number": ID_NUMBER,
        "full_name": "汪德福",
        "sex": "",
        "birth_on": "",
        "ethnic_group": "01",
        "phone": "19900000001",
        "community": "341702001008",
        "address": "秀山路 8 号",
        "registered_on": "2026-03-18",
        "disability_type": "",
        "grade": "",
        "issued_on": "",
        "expires_on": "",
        "prefix_reason": "",
    }
    return values | changes


def test_the_id_number_gives_sex_and_birth_date(clerk, as_user):
    response = as_user(clerk).post(ADD, entry())
    person = Person.objects.get()
    assert response.url == reverse("registry:person-detail", args=[person.pk])
    assert (person.sex, person.birth_on, person.document_kind) == ("1", date(1955, 5, 5), "resident_id")
    assert [(r.community_id, r.from_on, r.until_on) for r in person.residences.all()] == [
        ("341702001008", date(2026, 3, 18), None)
    ]


def test_person_and_certificate_in_one_go(clerk, as_user):
    as_user(clerk).post(ADD, entry(id_number="", number=f"{ID_NUMBER}44", issued_on="2026-03-01"))
    certificate = Certificate.objects.select_related("person").get()
    assert certificate.person.id_number == ID_NUMBER
    assert (certificate.disability_type, certificate.grade) == (4, 4)
    assert certificate.expires_on == date(2036, 3, 1)


def test_a_multiple_disability_keeps_its_parts(clerk, as_user):
    data = entry(number=f"{ID_NUMBER}72", issued_on="2026-03-01", part_2="2", part_4="3")
    as_user(clerk).post(ADD, data)
    parts = Certificate.objects.get().components.values_list("disability_type", "grade")
    assert list(parts) == [(2, 2), (4, 3)]


@pytest.mark.parametrize(("parts", "field"), [({"part_4": "2"}, "__all__"), ({"part_2": "3", "part_4": "3"}, "grade")])
def test_parts_must_make_up_the_multiple_disability(clerk, as_user, parts, field):
    response = as_user(clerk).post(ADD, entry(number=f"{ID_NUMBER}72", issued_on="2026-03-01", **parts))
    assert list(response.context["certificate_form"].errors) == [field]
    assert not Person.objects.exists()


def test_both_are_audited(clerk, as_user):
    as_user(clerk).post(ADD, entry(number=f"{ID_NUMBER}44", issued_on="2026-03-01"))
    entries = AuditEntry.objects.order_by("pk")
    assert [(e.action, e.object_type) for e in entries] == [("add", "registry.person"), ("add", "registry.certificate")]
    assert ID_NUMBER not in str([e.changes for e in entries])


def test_everything_typed_is_kept_after_an_error(clerk, as_user):
    typed = entry(id_number=ID_NUMBER[:-1], number=f"{ID_NUMBER}44", full_name="汪", issued_on="2026-03-01")
    page = as_user(clerk).post(ADD, typed).content.decode()
    for value in (ID_NUMBER[:-1], f"{ID_NUMBER}44", "汪", "19900000001", "秀山路 8 号", "2026-03-01"):
        assert f'value="{value}"' in page
    assert not Person.objects.exists()


def test_a_refused_certificate_leaves_no_half_entry(clerk, as_user):
    data = entry(number=f"{ID_NUMBER}44", issued_on="2026-03-19")
    response = as_user(clerk).post(ADD, data)
    assert response.context["certificate_form"].errors["issued_on"]
    assert not Person.objects.exists()


def test_a_sex_that_is_not_the_numbers_is_refused(clerk, as_user):
    response = as_user(clerk).post(ADD, entry(sex="2"))
    assert response.context["form"].errors["sex"]


def test_saving_and_entering_the_next_remembers_the_community(clerk, as_user):
    client = as_user(clerk)
    response = client.post(ADD, entry(community="341702001009", add_next="1"), follow=True)
    assert response.context["form"]["community"].value() == "341702001009"
    assert response.context["form"]["registered_on"].value() == date(2026, 3, 18)


def test_a_community_out_of_scope_is_no_choice(clerk, as_user):
    response = as_user(clerk).post(ADD, entry(community="341702002001"))
    assert response.context["form"].errors["community"]


def test_a_birth_certificate_needs_sex_and_birth_date_typed(clerk, as_user):
    client = as_user(clerk)
    response = client.post(ADD, entry(id_number="T340123456"))
    assert set(response.context["form"].errors) == {"sex", "birth_on"}
    client.post(ADD, entry(id_number="T340123456", sex="2", birth_on="2025-11-02"))
    assert Person.objects.get().document_kind == "birth_certificate"


class TestDuplicates:
    def test_in_scope_leads_to_the_person(self, clerk, person, as_user):
        answer = as_user(clerk).post(FILL, {"id_number": person.id_number}).json()
        assert reverse("registry:person-detail", args=[person.pk]) in answer["note"]
        assert person.full_name in answer["note"]

    def test_out_of_scope_reveals_nobody(self, clerk, neighbour, as_user):
        answer = as_user(clerk).post(FILL, {"id_number": neighbour.id_number}).json()
        assert "notice-warning" in answer["note"]
        for told in (neighbour.full_name, "/people/", "秋浦", "湖心"):
            assert told not in answer["note"]

    def test_by_certificate_number_too(self, clerk, neighbour, as_user):
        number = neighbour.certificates.get().number
        answer = as_user(clerk).post(FILL, {"number": number}).json()
        assert "notice-warning" in answer["note"]
        assert neighbour.full_name not in answer["note"]

    def test_submitting_is_refused_without_revealing(self, clerk, neighbour, as_user):
        page = as_user(clerk).post(ADD, entry(id_number=neighbour.id_number)).content.decode()
        assert neighbour.full_name not in page
        assert Person.objects.count() == 1

    def test_a_free_number_says_what_it_filled(self, clerk, as_user):
        answer = as_user(clerk).post(FILL, {"number": f"{ID_NUMBER}44", "issued_on": "2024-02-29"}).json()
        assert answer["values"] == {
            "id_number": ID_NUMBER,
            "sex": "1",
            "birth_on": "1955-05-05",
            "disability_type": "4",
            "grade": "4",
            "expires_on": "2034-02-28",
        }
        assert "notice-success" in answer["note"]

    def test_a_number_that_does_not_add_up_is_told_at_once(self, clerk, as_user):
        wrong = ID_NUMBER[:-1] + ("0" if ID_NUMBER[-1] != "0" else "1")
        assert "notice-error" in as_user(clerk).post(FILL, {"id_number": wrong}).json()["note"]

    def test_numbers_never_come_by_get(self, clerk, as_user):
        assert as_user(clerk).get(FILL, {"id_number": ID_NUMBER}).status_code == 405


def test_the_race_for_one_number_has_one_winner(clerk, areas):
    from django.core.exceptions import ValidationError

    from registry.services.people import register_person

    PersonFactory(id_number=ID_NUMBER, birth_on=date(1955, 5, 5))
    loser = PersonFactory.build(id_number=ID_NUMBER, birth_on=date(1955, 5, 5))
    with pytest.raises(ValidationError):
        register_person(by=clerk, person=loser)
    assert Person.objects.count() == 1


def test_those_who_only_read_enter_nobody(reviewer, as_user):
    assert as_user(reviewer).post(ADD, entry()).status_code == 403


def test_a_certificate_number_taken_by_another_is_refused(clerk, person, as_user):
    taken = CertificateFactory(person=PersonFactory(), number=f"{ID_NUMBER}44", prefix_reason="原证号有误")
    response = as_user(clerk).post(ADD, entry(number=taken.number, issued_on="2026-03-01"))
    assert response.context["certificate_form"].errors["number"]


def test_a_manager_chooses_among_all_streets(manager, as_user):
    page = as_user(manager).get(ADD).content.decode()
    assert "池阳街道" in page
    assert "秋浦街道" in page
    assert "尧渡镇" not in page


def test_a_clerk_of_one_community_has_it_chosen(areas, as_user):
    clerk = StaffFactory(area_id="341702001008")
    assert as_user(clerk).get(ADD).context["form"]["community"].value() == "341702001008"

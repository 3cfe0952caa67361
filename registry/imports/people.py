"""The dataset "people and certificates": one row a person, found again by the ID number."""

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy
from import_export import fields

from registry.imports.dataset import Dataset
from registry.imports.people_columns import COLUMNS
from registry.imports.people_plans import Register, judge_row
from registry.imports.people_writing import write_plans
from registry.imports.places import Places
from registry.imports.resource import BulkResource, Row
from registry.models import Certificate, Person, Residence
from registry.permissions import Permission
from registry.querysets import in_scope

_ID_DIGEST = Person._meta.get_field("id_digest")
_NUMBER_DIGEST = Certificate._meta.get_field("number_digest")


class PersonResource(BulkResource):
    full_name = fields.Field(attribute="full_name")
    id_number = fields.Field(attribute="masked_id_number")

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.communities = Places.communities(self.staff)

    def keys_of(self, row: Row) -> dict[str, str]:
        keys = {"id_number": _ID_DIGEST.digest_of(row.values["id_number"].number)}
        if certificate := row.values["certificate_number"]:
            keys["certificate_number"] = _NUMBER_DIGEST.digest_of(certificate.number)
        return keys

    def judge(self, rows: list[Row]) -> None:
        register = self._look_up(rows)
        for row in rows:
            try:
                judge_row(row, register, self.communities)
            except ValidationError as error:
                for column, message in _by_column(error).items():
                    row.reject(column, message)
        _lay_residences_beside(rows)

    def _look_up(self, rows: list[Row]) -> Register:
        digests = [row.keys["id_number"] for row in rows]
        # The number in the file has the same digest, so it is the same: no need to decrypt it.
        people = {p.id_digest: p for p in Person.objects.filter(id_digest__in=digests).defer("id_number")}
        held = {}
        if people:
            in_force = Certificate.objects.in_force().filter(person__in=[p.pk for p in people.values()])
            held = {c.person_id: c for c in in_force.defer("number").prefetch_related("components")}
        numbers = [key for row in rows if (key := row.keys.get("certificate_number"))]
        taken = set(Certificate.objects.filter(number_digest__in=numbers).values_list("number_digest", flat=True))
        return Register(people, held, taken, self.today)

    def write(self, rows: list[Row]) -> None:
        write_plans([row.plan for row in rows], by=self.staff, today=self.today)


def _lay_residences_beside(rows: list[Row]) -> None:
    """The present residence of everyone who moves."""
    moving = {row.plan.person.pk: row.plan for row in rows if row.plan and row.plan.moves_to}
    for residence in Residence.objects.filter(person__in=list(moving), until_on=None) if moving else ():
        moving[residence.person_id].residence = residence


def _by_column(error: ValidationError) -> dict[str, str]:
    if hasattr(error, "error_dict"):
        return {column: messages[0] for column, messages in error.message_dict.items()}
    return {"id_number": error.messages[0]}


def _rows(staff):
    """Everyone on the register, with the certificate in force as `in_force`, a list of one or none."""
    in_force = Certificate.objects.in_force().prefetch_related("components")
    people = in_scope(Person, staff).on_register().order_by("pk")
    return people.prefetch_related(Prefetch("certificates", in_force, to_attr="in_force"))


PEOPLE = Dataset(
    "people", gettext_lazy("People and certificates"), COLUMNS, PersonResource, Permission.EDIT_PEOPLE, _rows, order=10
)
PersonResource.dataset = PEOPLE

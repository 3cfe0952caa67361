"""What a project without our resource would write: a ModelResource that checks every model and saves what hangs on it."""

import time

import tablib
from import_export import resources

from benchmarks.import_files import PLACES, cells_of
from registry.models import Certificate, CertificateComponent, Person, Residence


class PlainResource(resources.ModelResource):
    """Residence, certificate and its parts are saved after the person; no audit log is kept."""

    class Meta:
        model = Person
        fields = (
            "full_name",
            "id_number",
            "sex",
            "birth_on",
            "ethnic_group",
            "phone",
            "community",
            "address",
            "registered_on",
        )
        import_id_fields = ("id_number",)
        clean_model_instances = True

    def get_instance(self, instance_loader, row):
        return Person.objects.with_id_number(row["id_number"]).first()

    def after_save_instance(self, instance, row, **kwargs):
        self._save(Residence(person=instance, community=instance.community, from_on=instance.registered_on))
        if row["certificate_number"]:
            certificate = Certificate(
                person=instance,
                number=row["certificate_number"],
                disability_type=int(row["disability_type"]),
                grade=int(row["grade"]),
                issued_on=row["issued_on"],
                expires_on=row["expires_on"],
            )
            self._save(certificate)
            for part in filter(None, row["components"].split(";")):
                kind, grade = map(int, part.split(":"))
                self._save(CertificateComponent(certificate=certificate, disability_type=kind, grade=grade))

    def _save(self, instance):
        if self._meta.clean_model_instances:
            instance.full_clean()
        instance.save()


class UncheckedResource(PlainResource):
    """Keeps what the checked one keeps, in half the time: for measuring memory."""

    class Meta(PlainResource.Meta):
        clean_model_instances = False


def seconds(people: list) -> float:
    rows = [cells_of(drawn) for drawn in people]
    begun = time.perf_counter()
    for dry_run in (True, False):
        data = tablib.Dataset(*rows, headers=PLACES)
        result = PlainResource().import_data(data, dry_run=dry_run, raise_errors=True)
    assert result.totals["new"] == len(people), result.totals
    return time.perf_counter() - begun

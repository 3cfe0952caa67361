"""Who may open what: one row for each URL name. A URL without a row, or a row without a URL, fails test_permission_matrix.

    "registry:person-edit": Row(P.EDIT_PEOPLE, of=person)

access  PUBLIC, SIGNED_IN, a Permission, several of them in a tuple (all are needed) or in any_of(…).
of      what the URL leads to: a function (place) that makes one there and returns it (its pk goes into the URL), or the
        URL's arguments as a dict. `place.code` is a community; `place.level(n)` the code above it with n digits;
        `place.staff` an account of that place.
args    further arguments of the URL, the same for every object.
post    the page answers POST only.

The test opens each row by GET and POST as every role, with an object inside the account's own street, one of the street
beside it, one of a county beside the district, and, for kinds that exist above communities, one of the district above:

    nobody signed in → the sign-in page · no permission → 403 · permission, but out of scope → 404 · own → 200, 302, 405, 422

`above=True` makes that last object too. `everywhere=True`: what the URL leads to belongs to no area.
`personal=True`: only who made the object may see it, so the account makes its own.
"""

from django.core.files.base import ContentFile

from registry.models import Job, Population
from registry.permissions import Permission as P
from reports.models import Target
from tests.factories import CertificateFactory, GuardianFactory, MemberFactory, StaffFactory
from tests.permission_rows import PUBLIC, SIGNED_IN, Place, Row, area, of_person, person
from tests.psych_care import factories as psych
from tests.rehab import factories as rehab
from tests.relief.permission_rows import RELIEF


def certificate(place: Place):
    return CertificateFactory(person=person(place))


def member(place: Place):
    return MemberFactory(person=person(place))


def household(place: Place):
    return member(place).household


def newcomer(place: Place):
    return {"pk": household(place).pk, "person": person(place).pk}


def guardian(place: Place):
    return GuardianFactory(person=person(place))


def account(place: Place):
    return StaffFactory(area_id=place.code)


def street(place: Place):
    return {"code": place.level(9)}


def population(place: Place):
    return Population.objects.create(area_id=place.code, year=2025, residents=1000)


def job(place: Place):
    return Job.objects.create(kind="test", title="test", created_by=place.staff, area_id=place.staff.area_id)


def job_with_file(place: Place):
    made = job(place)
    made.output_name = "report.txt"
    made.output_file.save("report", ContentFile(b"done"))
    return made


def import_check(place: Place):
    params = {"dataset": "people", "file_name": "a.xlsx", "sha256": "", "language": "zh-hans"}
    area = place.staff.area_id
    return Job.objects.create(kind="import_check", title="test", created_by=place.staff, area_id=area, params=params)


REGISTRY = {
    "registry:sign-in": Row(PUBLIC),
    "registry:text-size": Row(PUBLIC, post=True),
    "set_language": Row(PUBLIC),
    "registry:sign-out": Row(SIGNED_IN, post=True),
    "registry:password-change": Row(SIGNED_IN),
    "registry:today": Row(SIGNED_IN),
    "registry:worklist": Row(P.EDIT_REHAB, args={"key": "rehab-file"}),
    "registry:settings": Row(SIGNED_IN),
    "registry:job-list": Row(SIGNED_IN),
    "registry:job-detail": Row(SIGNED_IN, of=job, personal=True),
    "registry:job-cancel": Row(SIGNED_IN, of=job, personal=True, post=True),
    "registry:job-download": Row(SIGNED_IN, of=job_with_file, personal=True),
    "registry:staff-list": Row(P.MANAGE_STAFF),
    "registry:staff-add": Row(P.MANAGE_STAFF),
    "registry:staff-edit": Row(P.MANAGE_STAFF, of=account, above=True),
    "registry:staff-deactivate": Row(P.MANAGE_STAFF, of=account, above=True, post=True),
    "registry:staff-reactivate": Row(P.MANAGE_STAFF, of=account, above=True, post=True),
    "registry:staff-reset-password": Row(P.MANAGE_STAFF, of=account, above=True, post=True),
    "registry:area-list": Row(P.MANAGE_AREAS),
    "registry:area-detail": Row(P.MANAGE_AREAS, of=area, above=True),
    "registry:area-add": Row(P.MANAGE_AREAS, of=street),
    "registry:area-rename": Row(P.MANAGE_AREAS, of=area, above=True),
    "registry:population-add": Row(P.MANAGE_AREAS, of=area, above=True),
    "registry:population-edit": Row(P.MANAGE_AREAS, of=population, above=True),
    "registry:population-delete": Row(P.MANAGE_AREAS, of=population, above=True, post=True),
    "registry:audit-log": Row(P.VIEW_AUDIT),
    "registry:audit-verify": Row(P.VIEW_AUDIT, post=True),
    "registry:search": Row(P.VIEW_PEOPLE),
    "registry:person-list": Row(P.VIEW_PEOPLE),
    "registry:person-export": Row((P.VIEW_PEOPLE, P.EXPORT_DATA), args={"file_format": "csv"}),
    "registry:person-add": Row(P.EDIT_PEOPLE),
    "registry:person-fill": Row(P.EDIT_PEOPLE, post=True),
    "registry:person-detail": Row(P.VIEW_PEOPLE, of=person),
    "registry:person-edit": Row(P.EDIT_PEOPLE, of=person),
    "registry:person-move": Row(P.EDIT_PEOPLE, of=person),
    "registry:person-leave": Row(P.EDIT_PEOPLE, of=person),
    "registry:person-return": Row(P.EDIT_PEOPLE, of=person),
    "registry:person-history": Row(P.VIEW_HISTORY, of=person),
    "registry:person-reveal": Row(P.REVEAL, of=person, args={"field": "id-number"}),
    "registry:certificate-add": Row(P.EDIT_PEOPLE, of=person),
    "registry:certificate-edit": Row(P.EDIT_PEOPLE, of=certificate),
    "registry:certificate-reissue": Row(P.EDIT_PEOPLE, of=certificate),
    "registry:certificate-cancel": Row(P.EDIT_PEOPLE, of=certificate),
    "registry:certificate-reveal": Row(P.REVEAL, of=certificate),
    "registry:record-export": Row((P.VIEW_PEOPLE, P.EXPORT_DATA), args={"key": "households", "file_format": "csv"}),
    "registry:household-list": Row(P.VIEW_PEOPLE),
    "registry:household-detail": Row(P.VIEW_PEOPLE, of=household),
    "registry:household-form": Row(P.EDIT_PEOPLE, of=person),
    "registry:household-edit": Row(P.EDIT_PEOPLE, of=household),
    "registry:household-head": Row(P.EDIT_PEOPLE, of=household),
    "registry:household-dissolve": Row(P.EDIT_PEOPLE, of=household),
    "registry:member-choose": Row(P.EDIT_PEOPLE, of=household),
    "registry:member-add": Row(P.EDIT_PEOPLE, of=newcomer),
    "registry:member-end": Row(P.EDIT_PEOPLE, of=member),
    "registry:guardian-add": Row(P.EDIT_PEOPLE, of=person),
    "registry:guardian-edit": Row(P.EDIT_PEOPLE, of=guardian),
    "registry:guardian-end": Row(P.EDIT_PEOPLE, of=guardian),
    "registry:guardian-reveal": Row(P.REVEAL, of=guardian, args={"field": "phone"}),
    "registry:import-home": Row(P.IMPORT_DATA),
    "registry:import-upload": Row(P.IMPORT_DATA, post=True),
    "registry:import-detail": Row(P.IMPORT_DATA, of=import_check, personal=True),
    "registry:import-confirm": Row(P.IMPORT_DATA, of=import_check, personal=True, post=True),
    "registry:import-template": Row(P.IMPORT_DATA, args={"key": "people"}),
}


def in_community(factory):
    return lambda place: factory(community_id=place.code)


def of_area(factory):
    return lambda place: factory(area_id=place.code)


def room(place: Place):
    return rehab.RoomFactory(health_station=rehab.HealthStationFactory(community_id=place.code))


REHAB: dict[str, Row] = {
    "rehab:home": Row(P.VIEW_REHAB),
    "rehab:export": Row((P.VIEW_REHAB, P.EXPORT_DATA), args={"key": "services", "file_format": "csv"}),
    "rehab:screening-list": Row(P.VIEW_REHAB),
    "rehab:need-list": Row(P.VIEW_REHAB),
    "rehab:file-list": Row(P.VIEW_REHAB),
    "rehab:service-list": Row(P.VIEW_REHAB),
    "rehab:satisfaction-list": Row(P.VIEW_REHAB),
    "rehab:health-station-list": Row(P.VIEW_REHAB),
    "rehab:station-list": Row(P.VIEW_REHAB),
    "rehab:coordinator-list": Row(P.VIEW_REHAB),
    "rehab:training-list": Row(P.VIEW_REHAB),
    "rehab:funding-list": Row(P.VIEW_REHAB),
    "rehab:standard-list": Row(P.VIEW_REHAB),
    "rehab:choose-for-screening": Row(P.EDIT_REHAB),
    "rehab:choose-for-file": Row(P.EDIT_REHAB),
    "rehab:choose-for-service": Row(P.EDIT_REHAB),
    "rehab:choose-for-satisfaction": Row(P.EDIT_REHAB),
    "rehab:screening-add": Row(P.EDIT_REHAB, of=person),
    "rehab:screening-edit": Row(P.EDIT_REHAB, of=of_person(rehab.ScreeningFactory)),
    "rehab:need-end": Row(P.EDIT_REHAB, of=of_person(rehab.NeedFactory)),
    "rehab:file-open": Row(P.EDIT_REHAB, of=person),
    "rehab:file-detail": Row(P.VIEW_REHAB, of=of_person(rehab.RehabFileFactory)),
    "rehab:file-edit": Row(P.EDIT_REHAB, of=of_person(rehab.RehabFileFactory)),
    "rehab:file-close": Row(P.EDIT_REHAB, of=of_person(rehab.RehabFileFactory)),
    "rehab:service-add": Row(P.EDIT_REHAB, of=person),
    "rehab:service-edit": Row(P.EDIT_REHAB, of=of_person(rehab.ServiceFactory)),
    "rehab:satisfaction-add": Row(P.EDIT_REHAB, of=person),
    "rehab:satisfaction-detail": Row(P.VIEW_REHAB, of=of_person(rehab.AnswerFactory)),
    "rehab:satisfaction-edit": Row(P.EDIT_REHAB, of=of_person(rehab.AnswerFactory)),
    "rehab:health-station-add": Row(P.EDIT_REHAB),
    "rehab:health-station-detail": Row(P.VIEW_REHAB, of=in_community(rehab.HealthStationFactory)),
    "rehab:health-station-edit": Row(P.EDIT_REHAB, of=in_community(rehab.HealthStationFactory)),
    "rehab:health-station-close": Row(P.EDIT_REHAB, of=in_community(rehab.HealthStationFactory)),
    "rehab:room-open": Row(P.EDIT_REHAB, of=in_community(rehab.HealthStationFactory)),
    "rehab:room-edit": Row(P.EDIT_REHAB, of=room),
    "rehab:room-close": Row(P.EDIT_REHAB, of=room),
    "rehab:station-add": Row(P.EDIT_REHAB),
    "rehab:station-detail": Row(P.VIEW_REHAB, of=in_community(rehab.StationFactory)),
    "rehab:station-edit": Row(P.EDIT_REHAB, of=in_community(rehab.StationFactory)),
    "rehab:station-close": Row(P.EDIT_REHAB, of=in_community(rehab.StationFactory)),
    "rehab:floor-area-add": Row(P.EDIT_REHAB, of=in_community(rehab.StationFactory)),
    "rehab:coordinator-add": Row(P.EDIT_REHAB),
    "rehab:coordinator-add-in": Row(P.EDIT_REHAB, of=lambda place: {"pk": place.code}),
    "rehab:coordinator-detail": Row(P.VIEW_REHAB, of=in_community(rehab.CoordinatorFactory)),
    "rehab:coordinator-edit": Row(P.EDIT_REHAB, of=in_community(rehab.CoordinatorFactory)),
    "rehab:coordinator-end": Row(P.EDIT_REHAB, of=in_community(rehab.CoordinatorFactory)),
    "rehab:coordinator-reveal": Row((P.VIEW_REHAB, P.REVEAL), of=in_community(rehab.CoordinatorFactory)),
    # A training of the areas above is seen by all whose coordinators attend it, and changed by its own area.
    "rehab:training-add": Row(P.EDIT_REHAB),
    "rehab:training-detail": Row(P.VIEW_REHAB, of=of_area(rehab.TrainingFactory)),
    "rehab:training-edit": Row(P.EDIT_REHAB, of=of_area(rehab.TrainingFactory), above=True),
    "rehab:training-attendance": Row(P.EDIT_REHAB, of=of_area(rehab.TrainingFactory)),
    "rehab:funding-add": Row(P.EDIT_REHAB),
    "rehab:funding-edit": Row(P.EDIT_REHAB, of=of_area(rehab.FundingFactory), above=True),
    "rehab:standard-add": Row(P.EDIT_TARGETS),
}


PSYCH_LISTS = ("patient", "visit", "guardianship", "medicine", "hospital-stay", "lock-up", "incident", "aid")
PSYCH_KINDS = {
    "visit": psych.VisitFactory,
    "guardianship": psych.GuardianshipFactory,
    "prescription": psych.PrescriptionFactory,
    "hospital-stay": psych.HospitalStayFactory,
    "aid": psych.AidFactory,
    "lock-up": psych.LockUpFactory,
    "incident": psych.IncidentFactory,
    "search": psych.SearchFactory,
}


def patient_person(place: Place):
    return psych.PatientFactory(person=person(place)).person


def of_patient(factory):
    return lambda place: factory(person=patient_person(place))


def group_member(place: Place):
    return psych.GroupMemberFactory(guardianship__person=patient_person(place))


PSYCH: dict[str, Row] = {
    "psych_care:home": Row(P.VIEW_PSYCH),
    "psych_care:export": Row((P.VIEW_PSYCH, P.EXPORT_DATA), args={"key": "patients", "file_format": "csv"}),
    **{f"psych_care:{name}-list": Row(P.VIEW_PSYCH) for name in PSYCH_LISTS},
    **{f"psych_care:choose-for-{name}": Row(P.EDIT_PSYCH) for name in ("visit", "clue", "lock-up", "incident")},
    "psych_care:patient-add": Row(P.EDIT_PSYCH, of=person),
    "psych_care:record-open": Row(P.VIEW_PSYCH, of=patient_person),
    "psych_care:patient-detail": Row(P.VIEW_PSYCH, of=patient_person),
    "psych_care:patient-edit": Row(P.EDIT_PSYCH, of=patient_person),
    "psych_care:patient-step": Row(P.EDIT_PSYCH, of=patient_person, args={"step": "lose"}),
    **{f"psych_care:{key}-add": Row(P.EDIT_PSYCH, of=patient_person) for key in PSYCH_KINDS},
    **{f"psych_care:{key}-edit": Row(P.EDIT_PSYCH, of=of_patient(make)) for key, make in PSYCH_KINDS.items()},
    "psych_care:member-add": Row(P.EDIT_PSYCH, of=of_patient(psych.GuardianshipFactory)),
    "psych_care:member-edit": Row(P.EDIT_PSYCH, of=group_member),
    "psych_care:dispensing-add": Row(P.EDIT_PSYCH, of=of_patient(psych.PrescriptionFactory)),
    **{
        f"psych_care:lock-up-{step}": Row(P.EDIT_PSYCH, of=of_patient(psych.LockUpFactory))
        for step in ("assess", "release", "treat", "follow_up")
    },
}


def target(place: Place):
    year = 2000 + Target.objects.count() % 100
    return Target.objects.create(indicator="R05", area_id=place.code, year=year, value=90, source="计划")


_LISTS = (P.VIEW_BOARD, P.VIEW_PEOPLE, P.VIEW_REHAB)
_MEMBERS = {"code": "R05", "part": "missing"}

REPORTS: dict[str, Row] = {
    "reports:board": Row(P.VIEW_BOARD),
    "reports:board-trend": Row(P.VIEW_BOARD),
    "reports:board-export": Row((P.VIEW_BOARD, P.EXPORT_DATA), args={"file_format": "csv"}),
    "reports:indicator": Row(P.VIEW_BOARD, args={"code": "R05"}),
    "reports:indicator-export": Row((P.VIEW_BOARD, P.EXPORT_DATA), args={"code": "R05", "file_format": "csv"}),
    "reports:members": Row(_LISTS, args=_MEMBERS),
    "reports:members-export": Row((*_LISTS, P.EXPORT_DATA), args={**_MEMBERS, "file_format": "csv"}),
    "reports:target-list": Row(P.VIEW_BOARD),
    "reports:target-add": Row(P.EDIT_TARGETS),
    "reports:target-edit": Row(P.EDIT_TARGETS, of=target),
    "reports:target-delete": Row(P.EDIT_TARGETS, of=target, post=True),
    "reports:report-list": Row(P.MAKE_REPORT),
    "reports:report-make": Row(P.MAKE_REPORT, post=True),
}

MATRIX = {**REGISTRY, **REHAB, **PSYCH, **RELIEF, **REPORTS}

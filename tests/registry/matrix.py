"""Who may open the pages of the register."""

from django.core.files.base import ContentFile

from registry.models import Job, Population
from registry.permissions import Permission as P
from tests.factories import (
    CertificateFactory,
    CommissionerFactory,
    GuardianFactory,
    HelpingPairFactory,
    MemberFactory,
    PhotoFactory,
    StaffFactory,
    VolunteerFactory,
)
from tests.matrix_rows import PUBLIC, SIGNED_IN, Place, Row, person


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


def photographed(place: Place):
    return PhotoFactory(person=person(place)).person


def pair(place: Place):
    return HelpingPairFactory(person=person(place))


def commissioner(place: Place):
    return CommissionerFactory(community_id=place.code)


def volunteer(place: Place):
    return VolunteerFactory(community_id=place.code)


POSTS = {"commissioner": commissioner, "volunteer": volunteer}


def account(place: Place):
    return StaffFactory(area_id=place.code)


def area(place: Place):
    return {"code": place.code}


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
    "registry:area-close": Row(P.MANAGE_AREAS, of=area),
    "registry:person-photo": Row(P.VIEW_PEOPLE, of=photographed),
    "registry:photo-set": Row(P.EDIT_PEOPLE, of=person),
    "registry:photo-remove": Row(P.EDIT_PEOPLE, of=photographed, post=True),
    "registry:pair-list": Row(P.VIEW_PEOPLE),
    "registry:pair-choose": Row(P.EDIT_PEOPLE),
    "registry:pair-add": Row(P.EDIT_PEOPLE, of=person),
    "registry:pair-detail": Row(P.VIEW_PEOPLE, of=pair),
    "registry:pair-edit": Row(P.EDIT_PEOPLE, of=pair),
    "registry:pair-end": Row(P.EDIT_PEOPLE, of=pair),
    "registry:pair-reveal": Row(P.REVEAL, of=pair),
    "registry:visit-add": Row(P.EDIT_PEOPLE, of=pair),
    "registry:volunteer-work-add": Row(P.EDIT_PEOPLE, of=volunteer),
    **{f"registry:{kind}-list": Row(P.VIEW_PEOPLE) for kind in POSTS},
    **{f"registry:{kind}-add": Row(P.EDIT_PEOPLE) for kind in POSTS},
    **{f"registry:{kind}-detail": Row(P.VIEW_PEOPLE, of=make) for kind, make in POSTS.items()},
    **{f"registry:{kind}-edit": Row(P.EDIT_PEOPLE, of=make) for kind, make in POSTS.items()},
    **{f"registry:{kind}-end": Row(P.EDIT_PEOPLE, of=make) for kind, make in POSTS.items()},
    **{f"registry:{kind}-reveal": Row(P.REVEAL, of=make) for kind, make in POSTS.items()},
    "registry:import-home": Row(P.IMPORT_DATA),
    "registry:import-upload": Row(P.IMPORT_DATA, post=True),
    "registry:import-detail": Row(P.IMPORT_DATA, of=import_check, personal=True),
    "registry:import-confirm": Row(P.IMPORT_DATA, of=import_check, personal=True, post=True),
    "registry:import-template": Row((P.IMPORT_DATA, P.EDIT_PEOPLE), args={"key": "people"}),
    "registry:data-export": Row((P.IMPORT_DATA, P.EXPORT_DATA, P.EDIT_PEOPLE), args={"key": "people"}),
}

from django.urls import path

from psych_care.views import home, lists, patients, records
from psych_care.views.kinds import KINDS
from psych_care.workflows import UNLOCKING

app_name = "psych_care"


def list_path(route: str, name: str):
    return path(f"{route}/", lists.record_list, {"key": route}, name=f"{name}-list")


def kind_paths(key: str):
    """`pk` is the person's where a record is added, the record's where it is corrected."""
    yield path(f"people/<int:pk>/{key}/", records.adder(key), name=f"{key}-add")
    yield path(f"{key}/<int:pk>/edit/", records.editor(key), name=f"{key}-edit")


urlpatterns = [
    path("", home.home, name="home"),
    path("export/<str:key>.<str:file_format>", lists.export, name="export"),
    list_path("patients", "patient"),
    list_path("visits", "visit"),
    list_path("guardianships", "guardianship"),
    list_path("medicine", "medicine"),
    list_path("hospital-stays", "hospital-stay"),
    list_path("locked-up", "lock-up"),
    list_path("incidents", "incident"),
    list_path("aid", "aid"),
    *(
        path(f"choose/{purpose}/", home.choose_person, {"purpose": purpose}, name=f"choose-for-{purpose}")
        for purpose in home.PURPOSES
    ),
    path("people/<int:pk>/clue/", patients.patient_add, name="patient-add"),
    path("people/<int:pk>/open/", patients.record_open, name="record-open"),
    path("people/<int:pk>/", patients.patient_detail, name="patient-detail"),
    path("people/<int:pk>/edit/", patients.patient_edit, name="patient-edit"),
    path("people/<int:pk>/step/<slug:step>/", patients.patient_step, name="patient-step"),
    *(one for key in KINDS for one in kind_paths(key)),
    path("guardianship/<int:pk>/member/", records.member_add, name="member-add"),
    path("members/<int:pk>/edit/", records.member_edit, name="member-edit"),
    path("prescription/<int:pk>/hand-out/", records.dispensing_add, name="dispensing-add"),
    *(
        path(f"lock-up/<int:pk>/{one.name}/", records.lock_step, {"step": one.name}, name=f"lock-up-{one.name}")
        for one in UNLOCKING.transitions
    ),
]

from django.urls import path

from psych_care.card_urls import card_paths
from psych_care.views import board, care, home, lists, patients, records, running
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
    list_path("home-beds", "home-bed"),
    list_path("lost", "loss"),
    list_path("doubted-visits", "doubt"),
    list_path("guardian-checks", "guardian-check"),
    list_path("training", "training"),
    list_path("income", "income"),
    list_path("meetings", "meeting"),
    path("board/", board.board, name="board"),
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
    path("home-bed/<int:pk>/visit/", care.bed_visit_add, name="bed-visit-add"),
    path("bed-visits/<int:pk>/edit/", care.bed_visit_edit, name="bed-visit-edit"),
    path("doubted-visits/<int:pk>/", care.doubt_detail, name="doubt-detail"),
    path("doubted-visits/<int:pk>/confirm/", care.doubt_step("confirm"), name="doubt-confirm"),
    path("doubted-visits/<int:pk>/call-back/", care.doubt_step("call_back"), name="doubt-call-back"),
    *(path(f"{key}/add/", running.adder(key), name=f"{key}-add") for key in running.AREA_KINDS),
    *(path(f"{key}/<int:pk>/edit/", running.editor(key), name=f"{key}-edit") for key in running.AREA_KINDS),
    path("income/<int:pk>/", running.income_detail, name="income-detail"),
    path("income/<int:pk>/spending/", running.spending_add, name="spending-add"),
    path("spendings/<int:pk>/edit/", running.spending_edit, name="spending-edit"),
    path("rules/", running.rule_list, name="rule-list"),
    path("rules/add/", running.rule_add, name="rule-add"),
    *card_paths(list_path),
]

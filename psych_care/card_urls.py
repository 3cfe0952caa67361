"""Addresses of drug-relief cards, their quotas and hospitals, and of surveys."""

from django.urls import path

from psych_care.forms.cards import STEPS
from psych_care.views import cards, quotas, surveys

LISTS = {
    "drug-cards": "drug-card",
    "card-quotas": "card-quota",
    "designated-hospitals": "designated-hospital",
    "surveys": "survey",
    "survey-households": "survey-household",
}


def card_paths(list_path) -> list:
    return [
        *(list_path(route, name) for route, name in LISTS.items()),
        path("people/<int:pk>/drug-card/", cards.candidate_add, name="drug-card-add"),
        path("drug-cards/<int:pk>/", cards.card_detail, name="drug-card-detail"),
        path("drug-cards/<int:pk>/print/", cards.card_print, name="drug-card-print"),
        path("drug-cards/<int:pk>/follow/", cards.follow_up_add, name="drug-card-follow"),
        path("drug-cards/<int:pk>/confirm/", cards.confirmation_add, name="drug-card-confirm"),
        *(path(f"drug-cards/<int:pk>/{name}/", cards.step_of(name), name=f"drug-card-{name}") for name in STEPS),
        path("card-quotas/add/", quotas.quota_add, name="card-quota-add"),
        path("card-quotas/<int:pk>/", quotas.quota_detail, name="card-quota-detail"),
        path("card-quotas/<int:pk>/edit/", quotas.quota_edit, name="card-quota-edit"),
        path("card-quotas/<int:pk>/places/", quotas.quota_places, name="card-quota-places"),
        path("card-quotas/<int:pk>/move/", quotas.quota_move, name="card-quota-move"),
        path("designated-hospitals/add/", quotas.hospital_add, name="designated-hospital-add"),
        path("designated-hospitals/<int:pk>/close/", quotas.hospital_close, name="designated-hospital-close"),
        path("surveys/add/", surveys.survey_add, name="survey-add"),
        path("surveys/<int:pk>/", surveys.survey_detail, name="survey-detail"),
        path("surveys/<int:pk>/edit/", surveys.survey_edit, name="survey-edit"),
        path("surveys/<int:pk>/draw/", surveys.survey_draw, name="survey-draw"),
        path("survey-households/<int:pk>/", surveys.survey_answer, name="survey-answer"),
    ]

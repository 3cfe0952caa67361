from django.urls import path

from registry.views import households, records

urlpatterns = [
    path("people/records/<str:key>.<str:file_format>", records.record_export, name="record-export"),
    path("people/households/", records.record_list, {"key": "households"}, name="household-list"),
    path("people/households/<int:pk>/", households.household_detail, name="household-detail"),
    path("people/households/<int:pk>/edit/", households.household_edit, name="household-edit"),
    path("people/households/<int:pk>/head/", households.household_head, name="household-head"),
    path("people/households/<int:pk>/dissolve/", households.household_dissolve, name="household-dissolve"),
    path("people/households/<int:pk>/members/", households.member_choose, name="member-choose"),
    path("people/households/<int:pk>/members/<int:person>/", households.member_add, name="member-add"),
    path("people/members/<int:pk>/end/", households.member_end, name="member-end"),
    path("people/<int:pk>/household/", households.household_form, name="household-form"),
    path("people/<int:pk>/guardians/add/", households.guardian_add, name="guardian-add"),
    path("people/guardians/<int:pk>/edit/", households.guardian_edit, name="guardian-edit"),
    path("people/guardians/<int:pk>/end/", households.guardian_end, name="guardian-end"),
    path("people/guardians/<int:pk>/reveal/<slug:field>/", households.guardian_reveal, name="guardian-reveal"),
]

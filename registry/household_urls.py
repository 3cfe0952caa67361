from django.urls import path

from registry.views import helping, households, photos, records

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
    path("people/<int:pk>/photo/", photos.person_photo, name="person-photo"),
    path("people/<int:pk>/photo/change/", photos.photo_set, name="photo-set"),
    path("people/<int:pk>/photo/remove/", photos.photo_remove, name="photo-remove"),
    path("people/volunteers/<int:pk>/work/", helping.volunteer_work_add, name="volunteer-work-add"),
    path("people/helpers/", records.record_list, {"key": "helpers"}, name="pair-list"),
    path("people/helpers/choose/", helping.pair_choose, name="pair-choose"),
    path("people/<int:pk>/helpers/add/", helping.pair_add, name="pair-add"),
    path("people/helpers/<int:pk>/", helping.pair_detail, name="pair-detail"),
    path("people/helpers/<int:pk>/edit/", helping.pair_edit, name="pair-edit"),
    path("people/helpers/<int:pk>/end/", helping.post_end, {"kind": "pair"}, name="pair-end"),
    path("people/helpers/<int:pk>/phone/", helping.post_reveal, {"kind": "pair"}, name="pair-reveal"),
    path("people/helpers/<int:pk>/visits/add/", helping.visit_add, name="visit-add"),
]

for kind in helping.POSTS:
    base = f"people/{kind}s/"
    fixed = {"kind": kind}
    urlpatterns += [
        path(base, records.record_list, {"key": f"{kind}s"}, name=f"{kind}-list"),
        path(f"{base}add/", helping.post_add, fixed, name=f"{kind}-add"),
        path(f"{base}<int:pk>/", helping.post_detail, fixed, name=f"{kind}-detail"),
        path(f"{base}<int:pk>/edit/", helping.post_edit, fixed, name=f"{kind}-edit"),
        path(f"{base}<int:pk>/end/", helping.post_end, fixed, name=f"{kind}-end"),
        path(f"{base}<int:pk>/phone/", helping.post_reveal, fixed, name=f"{kind}-reveal"),
    ]

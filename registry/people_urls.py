from django.urls import path

from registry.views import certificates, entry, history, people, reveal, search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("people/", people.person_list, name="person-list"),
    path("people/export/<slug:file_format>/", people.person_export, name="person-export"),
    path("people/add/", entry.person_add, name="person-add"),
    path("people/fill/", entry.person_fill, name="person-fill"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("people/<int:pk>/move/", people.person_move, name="person-move"),
    path("people/<int:pk>/leave/", people.person_leave, name="person-leave"),
    path("people/<int:pk>/return/", people.person_return, name="person-return"),
    path("people/<int:pk>/history/", history.person_history, name="person-history"),
    path("people/<int:pk>/reveal/<slug:field>/", reveal.person_reveal, name="person-reveal"),
    path("people/<int:pk>/certificates/add/", certificates.certificate_add, name="certificate-add"),
    path("people/certificates/<int:pk>/edit/", certificates.certificate_edit, name="certificate-edit"),
    path("people/certificates/<int:pk>/reissue/", certificates.certificate_reissue, name="certificate-reissue"),
    path("people/certificates/<int:pk>/cancel/", certificates.certificate_cancel, name="certificate-cancel"),
    path("people/certificates/<int:pk>/reveal/", reveal.certificate_reveal, name="certificate-reveal"),
]

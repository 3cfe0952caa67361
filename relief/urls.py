from django.urls import path

from relief.views import accounts, applications, entitlements, home, letters, lists, notices, programmes, steps

app_name = "relief"


def list_path(route: str, name: str):
    return path(f"{route}/", lists.record_list, {"key": route}, name=name)


urlpatterns = [
    path("", home.home, name="home"),
    path("export/<str:key>.<str:file_format>", lists.export, name="export"),
    list_path("applications", "application-list"),
    path("applications/choose/", applications.choose_person, name="choose-for-application"),
    path("applications/receive/<int:pk>/", applications.application_receive, name="application-receive"),
    path("applications/<int:pk>/", applications.application_detail, name="application-detail"),
    path("applications/<int:pk>/match/", steps.application_match, name="application-match"),
    path("applications/<int:pk>/bill/", steps.claim_edit, name="claim-edit"),
    path("applications/<int:pk>/first-review/", steps.first_review, name="application-first-review"),
    path("applications/<int:pk>/step/<slug:name>/", steps.desk_step, name="application-step"),
    path("applications/<int:pk>/review/<slug:name>/", steps.review_step, name="application-review-step"),
    path("applications/<int:pk>/approval/<slug:name>/", steps.approval_step, name="application-approval-step"),
    path("applications/<int:pk>/letters/<slug:kind>.pdf", letters.application_letter, name="application-letter"),
    path("bundles/<int:pk>/edit/", applications.bundle_edit, name="bundle-edit"),
    path("bundles/<int:pk>/visit/", steps.visit_add, name="visit-add"),
    list_path("notices", "notice-list"),
    path("notices/<int:pk>/objection/", steps.objection_add, name="objection-add"),
    path("notices/sheet/<slug:code>.pdf", notices.notice_sheet, name="notice-sheet"),
    path("notices/public/<str:token>/", notices.public_notice, name="public-notice"),
    path("objections/<int:pk>/answer/", steps.objection_answer, name="objection-answer"),
    list_path("entitlements", "entitlement-list"),
    path("entitlements/<int:pk>/", entitlements.entitlement_detail, name="entitlement-detail"),
    path("entitlements/<int:pk>/amount/", entitlements.entitlement_change, name="entitlement-change"),
    path("entitlements/<int:pk>/suspend/", entitlements.entitlement_suspend, name="entitlement-suspend"),
    path("entitlements/<int:pk>/resume/", entitlements.entitlement_resume, name="entitlement-resume"),
    path("entitlements/<int:pk>/stop/", entitlements.entitlement_stop, name="entitlement-stop"),
    path("entitlements/<int:pk>/recertify/", entitlements.entitlement_recertify, name="entitlement-recertify"),
    path("entitlements/<int:pk>/successor/", entitlements.entitlement_succeed, name="entitlement-succeed"),
    path("entitlements/<int:pk>/letters/<slug:kind>.pdf", letters.entitlement_letter, name="entitlement-letter"),
    list_path("accounts", "account-list"),
    path("accounts/choose/", accounts.choose_person, name="choose-for-account"),
    path("accounts/set/<int:pk>/", accounts.account_set, name="account-set"),
    path("accounts/<int:pk>/number/", accounts.account_reveal, name="account-reveal"),
    list_path("programmes", "programme-list"),
    path("programmes/add/", programmes.programme_add, name="programme-add"),
    path("programmes/<int:pk>/", programmes.programme_detail, name="programme-detail"),
    path("programmes/<int:pk>/edit/", programmes.programme_edit, name="programme-edit"),
    path("programmes/<int:pk>/rule/", programmes.rule_add, name="rule-add"),
    path("programmes/<int:pk>/standard/", programmes.standard_add, name="standard-add"),
    list_path("exclusions", "exclusion-list"),
    path("exclusions/add/", programmes.exclusion_add, name="exclusion-add"),
    path("exclusions/<int:pk>/end/", programmes.exclusion_end, name="exclusion-end"),
]

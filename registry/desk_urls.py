from django.urls import path

from registry.views import areas, audit, jobs, session, settings, staff, today

urlpatterns = [
    path("", today.today, name="today"),
    path("worklists/<slug:key>/", today.worklist, name="worklist"),
    path("sign-in/", session.sign_in, name="sign-in"),
    path("sign-out/", session.sign_out, name="sign-out"),
    path("password/", session.password_change, name="password-change"),
    path("text-size/", session.text_size, name="text-size"),
    path("settings/", settings.settings_home, name="settings"),
    path("settings/jobs/", jobs.job_list, name="job-list"),
    path("settings/jobs/<int:pk>/", jobs.job_detail, name="job-detail"),
    path("settings/jobs/<int:pk>/cancel/", jobs.job_cancel, name="job-cancel"),
    path("settings/jobs/<int:pk>/download/", jobs.job_download, name="job-download"),
    path("settings/staff/", staff.staff_list, name="staff-list"),
    path("settings/staff/add/", staff.staff_add, name="staff-add"),
    path("settings/staff/<int:pk>/", staff.staff_edit, name="staff-edit"),
    path("settings/staff/<int:pk>/close/", staff.staff_deactivate, name="staff-deactivate"),
    path("settings/staff/<int:pk>/open/", staff.staff_reactivate, name="staff-reactivate"),
    path("settings/staff/<int:pk>/password/", staff.staff_reset_password, name="staff-reset-password"),
    path("settings/areas/", areas.area_list, name="area-list"),
    path("settings/areas/population/<int:pk>/", areas.population_edit, name="population-edit"),
    path("settings/areas/population/<int:pk>/delete/", areas.population_delete, name="population-delete"),
    path("settings/areas/<slug:code>/", areas.area_detail, name="area-detail"),
    path("settings/areas/<slug:code>/add/", areas.area_add, name="area-add"),
    path("settings/areas/<slug:code>/name/", areas.area_rename, name="area-rename"),
    path("settings/areas/<slug:code>/close/", areas.area_close, name="area-close"),
    path("settings/areas/<slug:code>/population/", areas.population_add, name="population-add"),
    path("settings/audit/", audit.audit_log, name="audit-log"),
    path("settings/audit/verify/", audit.audit_verify, name="audit-verify"),
]

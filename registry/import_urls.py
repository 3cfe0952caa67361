from django.urls import path

from registry.imports import views

urlpatterns = [
    path("settings/import/", views.import_home, name="import-home"),
    path("settings/import/upload/", views.import_upload, name="import-upload"),
    path("settings/import/template/<slug:key>/", views.import_template, name="import-template"),
    path("settings/export/<slug:key>/", views.data_export, name="data-export"),
    path("settings/import/<int:pk>/", views.import_detail, name="import-detail"),
    path("settings/import/<int:pk>/confirm/", views.import_confirm, name="import-confirm"),
]

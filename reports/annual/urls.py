from django.urls import path

from reports.annual import views

urlpatterns = [
    path("reports/", views.report_list, name="report-list"),
    path("reports/make/", views.report_make, name="report-make"),
]

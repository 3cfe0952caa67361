from django.urls import path

from rehab.views import cases, funding, home, lists, places, staffing

app_name = "rehab"


def list_path(route: str, name: str):
    return path(f"{route}/", lists.record_list, {"key": route}, name=name)


urlpatterns = [
    path("", home.home, name="home"),
    path("export/<str:key>.<str:file_format>", lists.export, name="export"),
    list_path("screenings", "screening-list"),
    path("screenings/choose/", home.choose_person, {"purpose": "screening"}, name="choose-for-screening"),
    path("screenings/add/<int:pk>/", cases.screening_add, name="screening-add"),
    path("screenings/<int:pk>/edit/", cases.screening_edit, name="screening-edit"),
    list_path("needs", "need-list"),
    path("needs/<int:pk>/end/", cases.need_end, name="need-end"),
    list_path("files", "file-list"),
    path("files/choose/", home.choose_person, {"purpose": "file"}, name="choose-for-file"),
    path("files/open/<int:pk>/", cases.file_open, name="file-open"),
    path("files/<int:pk>/", cases.file_detail, name="file-detail"),
    path("files/<int:pk>/edit/", cases.file_edit, name="file-edit"),
    path("files/<int:pk>/close/", cases.file_close, name="file-close"),
    list_path("services", "service-list"),
    path("services/choose/", home.choose_person, {"purpose": "service"}, name="choose-for-service"),
    path("services/add/<int:pk>/", cases.service_add, name="service-add"),
    path("services/<int:pk>/edit/", cases.service_edit, name="service-edit"),
    list_path("satisfaction", "satisfaction-list"),
    path("satisfaction/choose/", home.choose_person, {"purpose": "satisfaction"}, name="choose-for-satisfaction"),
    path("satisfaction/add/<int:pk>/", cases.satisfaction_add, name="satisfaction-add"),
    path("satisfaction/<int:pk>/", cases.satisfaction_detail, name="satisfaction-detail"),
    path("satisfaction/<int:pk>/edit/", cases.satisfaction_edit, name="satisfaction-edit"),
    list_path("health-stations", "health-station-list"),
    path("health-stations/add/", places.health_station_add, name="health-station-add"),
    path("health-stations/<int:pk>/", places.health_station_detail, name="health-station-detail"),
    path("health-stations/<int:pk>/edit/", places.health_station_edit, name="health-station-edit"),
    path("health-stations/<int:pk>/close/", places.health_station_close, name="health-station-close"),
    path("health-stations/<int:pk>/room/", places.room_open, name="room-open"),
    path("rooms/<int:pk>/edit/", places.room_edit, name="room-edit"),
    path("rooms/<int:pk>/close/", places.room_close, name="room-close"),
    list_path("stations", "station-list"),
    path("stations/add/", places.station_add, name="station-add"),
    path("stations/<int:pk>/", places.station_detail, name="station-detail"),
    path("stations/<int:pk>/edit/", places.station_edit, name="station-edit"),
    path("stations/<int:pk>/close/", places.station_close, name="station-close"),
    path("stations/<int:pk>/floor-area/", places.floor_area_add, name="floor-area-add"),
    list_path("coordinators", "coordinator-list"),
    path("coordinators/add/", staffing.coordinator_add, name="coordinator-add"),
    path("coordinators/add/<str:pk>/", staffing.coordinator_add_in, name="coordinator-add-in"),
    path("coordinators/<int:pk>/", staffing.coordinator_detail, name="coordinator-detail"),
    path("coordinators/<int:pk>/edit/", staffing.coordinator_edit, name="coordinator-edit"),
    path("coordinators/<int:pk>/end/", staffing.coordinator_end, name="coordinator-end"),
    path("coordinators/<int:pk>/phone/", staffing.coordinator_reveal, name="coordinator-reveal"),
    list_path("trainings", "training-list"),
    path("trainings/add/", staffing.training_add, name="training-add"),
    path("trainings/<int:pk>/", staffing.training_detail, name="training-detail"),
    path("trainings/<int:pk>/edit/", staffing.training_edit, name="training-edit"),
    path("trainings/<int:pk>/attendance/", staffing.training_attendance, name="training-attendance"),
    list_path("funding", "funding-list"),
    path("funding/add/", funding.funding_add, name="funding-add"),
    path("funding/<int:pk>/edit/", funding.funding_edit, name="funding-edit"),
    list_path("standards", "standard-list"),
    path("standards/add/", funding.standard_add, name="standard-add"),
]

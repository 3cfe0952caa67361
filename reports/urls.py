from django.urls import path

from reports.annual.urls import urlpatterns as annual_urls
from reports.reported.urls import urlpatterns as reported_urls
from reports.views import board, targets

app_name = "reports"
urlpatterns = [
    *reported_urls,
    path("board/", board.board, name="board"),
    path("board/trend/", board.board_trend, name="board-trend"),
    path("board/export/<slug:file_format>/", board.board_export, name="board-export"),
    path("board/<slug:code>/", board.indicator_detail, name="indicator"),
    path("board/<slug:code>/export/<slug:file_format>/", board.indicator_export, name="indicator-export"),
    path("board/<slug:code>/<slug:part>/", board.members, name="members"),
    path("board/<slug:code>/<slug:part>/<slug:file_format>/", board.members_export, name="members-export"),
    path("reports/targets/", targets.target_list, name="target-list"),
    path("reports/targets/add/", targets.target_add, name="target-add"),
    path("reports/targets/<int:pk>/", targets.target_edit, name="target-edit"),
    path("reports/targets/<int:pk>/delete/", targets.target_delete, name="target-delete"),
    *annual_urls,
]

from django.urls import path

from reports.reported import views

urlpatterns = [
    path("board/figures/", views.home, name="figure-home"),
    path("board/figures/sheets/", views.record_list, {"key": "figure-sheets"}, name="figure-sheet-list"),
    path("board/figures/ask/", views.ask, name="figure-ask"),
    path("board/figures/values/", views.record_list, {"key": "figures"}, name="figure-list"),
    path("board/figures/kinds/", views.record_list, {"key": "figure-kinds"}, name="figure-kind-list"),
    path("board/figures/kinds/add/", views.kind_add, name="figure-kind-add"),
    path("board/figures/kinds/<int:pk>/", views.kind_edit, name="figure-kind-edit"),
    path("board/figures/sheets/<int:pk>/", views.sheet_detail, name="figure-sheet"),
    path("board/figures/sheets/<int:pk>/fill-in/", views.sheet_fill_in, name="figure-sheet-fill-in"),
    path("board/figures/sheets/<int:pk>/<slug:step>/", views.sheet_step, name="figure-sheet-step"),
    path("board/figures/export/<str:key>.<str:file_format>", views.export, name="figure-export"),
]

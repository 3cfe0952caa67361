from django.urls import path

from relief.views import home

app_name = "relief"

urlpatterns = [
    path("", home.home, name="home"),
]

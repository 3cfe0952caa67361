from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from relief.views.notices import robots

urlpatterns = [
    path("", include("registry.urls")),
    path("rehab/", include("rehab.urls")),
    path("psych/", include("psych_care.urls")),
    path("relief/", include("relief.urls")),
    path("", include("reports.urls")),
    path("robots.txt", robots, name="robots"),
    # Whoever cannot read the sign-in page must be able to change its language.
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
]

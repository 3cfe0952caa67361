from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("registry.urls")),
    path("rehab/", include("rehab.urls")),
    path("psych/", include("psych_care.urls")),
    path("", include("reports.urls")),
    # Whoever cannot read the sign-in page must be able to change its language.
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
]

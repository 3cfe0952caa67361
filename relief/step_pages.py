"""Where each step of an application is taken: a page of its own, the page that asks why, or a button alone."""

from django.urls import reverse

from registry.permissions import Permission
from relief.models import Application
from relief.workflow import APPLICATION

# Steps with a sheet to fill in.
LINKS = {"match": "relief:application-match", "first_review": "relief:application-first-review"}
# Steps that nothing has to be said to.
POSTED = ("complete", "accept", "post", "review", "approve")
# What leads on, and so is the main button.
WAY_ON = (*POSTED, *LINKS, "visit", "resurvey")
STEP_URLS = {
    Permission.EDIT_RELIEF: "relief:application-step",
    Permission.REVIEW_RELIEF: "relief:application-review-step",
    Permission.APPROVE_RELIEF: "relief:application-approval-step",
}


def step_url(name: str, application: Application) -> str:
    """ "" where there is nothing to do it on, as an objection without a notice."""
    if name in LINKS:
        return reverse(LINKS[name], args=[application.pk])
    if name == "visit":
        return reverse("relief:visit-add", args=[application.bundle_id])
    if name == "object":
        notice = application.notices.first()
        return reverse("relief:objection-add", args=[notice.pk]) if notice else ""
    if name == "resurvey":
        notice = application.notices.first()
        objection = notice and notice.objections.unanswered().first()
        return reverse("relief:objection-answer", args=[objection.pk]) if objection else ""
    return reverse(STEP_URLS[APPLICATION[name].permission], args=[application.pk, name])

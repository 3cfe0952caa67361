"""The gate before a psychiatric record: a reason at the first opening in a session, and a log row at each reading."""

from functools import wraps
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from registry import audit

OPENED = "psychiatric_records_opened"


def is_open(request, person_id: int) -> bool:
    return person_id in request.session.get(OPENED, [])


def open_for(request, patient, reason: str) -> None:
    """Until the session ends, this account may read on in the person's record."""
    opened = request.session.get(OPENED, [])
    request.session[OPENED] = [*opened, patient.person_id]
    audit.record(by=request.user, action="open-record", obj=patient, reason=reason)


def behind_gate(load):
    """View decorator: `load(request, pk)` is the record; its reader must have told a reason, and is logged.

    The view is called with the record in place of `pk`.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, pk, **kwargs):
            record = load(request, pk)
            if not is_open(request, record.person_id):
                query = urlencode({"next": request.get_full_path()})
                return redirect(f"{reverse('psych_care:record-open', args=[record.person_id])}?{query}")
            if request.method in ("GET", "HEAD"):
                audit.record(by=request.user, action="read", obj=record)
            return view(request, record, **kwargs)

        return guarded

    return decorate

"""What people are told about what they asked for: that we have it, and what came of it.

Each function only writes outbox rows, in the caller's transaction. Subjects name no course: they show on locked phones.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from design.addresses import full_address
from sessions.letters import date_of, write_letter
from sessions.models.planning import TrainingRequest


def request_received(request):
    """Say what happens next. Anybody can type an address into the form, so such mail is capped."""
    write(request, kind="request_received", key=received_key(request), subject=received_subject(request), capped=True)


def request_received_again(request):
    """Tell somebody who asked to be told once more that they are on the list; at most once an hour."""
    key = f"{received_key(request)}:{timezone.now():%Y%m%d%H}"
    write(request, kind="request_received", key=key, subject=received_subject(request), capped=True)


def received_key(request):
    return f"request_received:{request.pk}"


def received_subject(request):
    if request.kind == TrainingRequest.Kind.TELL_ME:
        return lambda: _("We will tell you when there is a date")
    return lambda: _("We have your request for training")


def request_planned(request, *, news="", reason=""):
    """Tell the sender when and where we come; later, as `news`, that the date has "moved", or is "certain"."""
    session = request.session

    def subject():
        sentence = _("A new date for your training: %(date)s") if news == "moved" else _("Your training on %(date)s")
        return sentence % {"date": date_of(session)}

    write(
        request,
        kind="request_planned",
        key=f"request_planned:{request.pk}:{session.pk}:{session.calendar_sequence}",
        subject=subject,
        useless_after=session.ends_at,
        news=news,
        reason=reason,
        **about(session),
    )


def request_declined(request):
    write_answer(request, kind="request_declined")


def request_unmet(request):
    write_answer(request, kind="request_unmet")


def write_answer(request, *, kind):
    """Write that nothing comes of a request for now, and why."""
    key = decided_key(request)
    write(request, kind=kind, key=key, subject=lambda: _("Your request for training"), reason=request.reason)


def decided_key(request):
    """Return the key of an answer: a request that is opened again can be answered again."""
    return f"request_{request.status}:{request.pk}:{request.decided_at:%Y%m%d%H%M%S}"


def request_open_again(request, session, *, reason):
    """Tell the sender that the session planned for them is off, and that we look for another."""
    write(
        request,
        kind="request_open_again",
        key=f"request_open_again:{request.pk}:{session.pk}",
        subject=lambda: _("The training on %(date)s is cancelled") % {"date": date_of(session)},
        reason=reason,
        **about(session),
    )


def date_found(request, session, *, days):
    """Tell somebody who asked of a date, with the way to book it. Of no use once it has begun."""
    write(
        request,
        kind="date_found",
        key=found_key(request, session),
        subject=lambda: _("There is a date: %(date)s") % {"date": date_of(session)},
        useless_after=session.starts_at,
        book_address=full_address("book", session.reference),
        **about(session, days=days),
    )


def found_key(request, session):
    return f"date_found:{request.pk}:{session.pk}"


def about(session, *, days=None):
    return {"session": session, "course": session.course, "days": days or session.each_day()}


def write(request, *, kind, key, subject, useless_after=None, capped=False, **words):
    write_letter(
        kind,
        to=request.contact_email,
        key=key,
        language=request.spoken,
        cause=f"request:{request.pk}",
        subject=subject,
        words=lambda: words | {"asked": request, "request_address": request_address(request)},
        useless_after=useless_after,
        capped=capped,
    )


def request_address(request):
    """Return the full address of a request's own page, from the setting and never from a web request."""
    return full_address("request", request.token)

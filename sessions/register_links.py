"""Who may open a session's register: staff by the session's own secret, others by a link made for them.

A link ends with the day after the session, by London's date, so that what a phone without signal has kept can still
arrive; or when it is withdrawn. What has ended, what is unknown and
what belongs to a draft are the same 404.
"""

from datetime import datetime, time, timedelta
from functools import partial

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from design.addresses import full_address
from design.words import LONDON, say_date, say_when
from people.models import Trainer
from sessions.letters import write_letter
from sessions.models import RegisterLink, SessionStatus, TrainingSession
from sessions.refusals import CannotChange


def session_of_register(token):
    """Return the session that a register's secret opens, in one statement; `opened_by_link` is the link's key or None.

    Raises Http404.
    """
    own = TrainingSession.objects.filter(register_token=token).values("pk")
    links = RegisterLink.objects.filter(token=token, withdrawn_at__isnull=True)
    by_link = links.filter(session=OuterRef("pk")).values("pk")
    found = TrainingSession.objects.filter(pk=Coalesce(Subquery(own), Subquery(links.values("session_id"))))
    session = (
        found.select_related("course__audience", "course__terms__replaced_by", "venue")
        .annotate(opened_by_link=Subquery(by_link))
        .exclude(status=SessionStatus.DRAFT)
        .first()
    )
    if session is None or (session.opened_by_link and timezone.now() >= end_of_links(session)):
        raise Http404
    return session


def link_that_opened(session):
    """Return the link by which a register was opened, or None for the session's own secret."""
    return RegisterLink.objects.get(pk=session.opened_by_link) if session.opened_by_link else None


def end_of_links(session):
    """Return the instant from which links are unknown: the midnight in London that ends the day after the last."""
    return datetime.combine(last_day_of_links(session) + timedelta(days=1), time(), tzinfo=LONDON)


def last_day_of_links(session):
    return session.last_day + timedelta(days=1)


def register_address(token):
    return full_address("register", token)


@transaction.atomic
def make_link(session, *, holder, email="", trainer=None, by):
    """Make a link for somebody without an account, and mail it to them where there is an address.

    Of a headcount session it opens the page on which the room is counted. Raises CannotChange where no register is kept
    any more.
    """
    if session.status in {SessionStatus.DRAFT, SessionStatus.CANCELLED} or timezone.now() >= end_of_links(session):
        raise CannotChange(_("No register is kept for this session, so a link would open nothing."))
    link = RegisterLink.objects.create(session=session, holder=holder, email=email, trainer=trainer, made_by=by)
    log(instance=session, action="muster.register_link.made", user=by, data={"link": link.pk, "holder": holder})
    mail_link(link)
    return link


def mail_link(link):
    write_letter(
        "register_link",
        to=link.email,
        key=f"register_link:{link.pk}",
        subject=lambda: _("Register for %(date)s") % {"date": say_date(link.session.starts_at)},
        words=partial(words_of_link, link),
        useless_after=end_of_links(link.session),
    )


def words_of_link(link):
    session = link.session
    facts = {
        "session": session,
        "when": say_when(session.starts_at),
        "last_day": say_date(last_day_of_links(session)),
    }
    return facts | {"greeted": link.holder, "address": register_address(link.token)}


@transaction.atomic
def withdraw_link(link, *, by):
    """Let a link end now; a second time is harmless."""
    if RegisterLink.objects.filter(pk=link.pk, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now()):
        data = {"link": link.pk, "holder": link.holder}
        log(instance=link.session, action="muster.register_link.withdrawn", user=by, data=data)


def links_of(session):
    """Return the links that open a session's register now, each with its address."""
    if timezone.now() >= end_of_links(session):
        return []
    links = list(session.register_links.filter(withdrawn_at__isnull=True).select_related("made_by"))
    for link in links:
        link.address = register_address(link.token)
    return links


def trainers_without_account(session):
    """Return who gives a session and cannot sign in: whom a link is most likely for."""
    given = session.slots.filter(trainer__isnull=False).values("trainer")
    return Trainer.objects.filter(pk__in=given, user__isnull=True)

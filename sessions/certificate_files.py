"""Files of many certificates, for an employer or a whole session: asked for by an officer, made by the worker.

Each is laid out in parts, one after the other, and the parts are bound into one tagged PDF, or into several of some
hundred pages, so that the memory it takes is bounded; and one file is made at a time, however many are asked for. Only
who asked can fetch a file, for an hour; it is kept beside the media, where no address leads.
"""

import fcntl
import logging
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from design.addresses import full_address
from sessions.binding import bind_apart
from sessions.certificates import MOST_AT_ONCE, pdf_of
from sessions.letters import write_letter
from sessions.models import Certificate, CertificateFile
from sessions.refusals import NothingToPrint, TooMany

KEPT = timedelta(hours=1)
VOLUME = 500  # certificates in one PDF: binding it takes as much memory as its longest part; more are several in a ZIP
MOST = 2000  # at once: some 20 MB

logger = logging.getLogger(__name__)


def to_print(session, *, organisation=None):
    """Return the certificates of a session that can be printed for others, or those of one organisation, by name."""
    valid = Certificate.objects.valid().handed_out().exclude(name_printed="").filter(attendance__session=session)
    chosen = valid.filter(attendance__organisation=organisation) if organisation else valid
    return chosen.order_by("name_printed", "pk")


@transaction.atomic
def ask_for_file(session, *, by, organisation=None):
    """Keep that somebody wants a file; asked again while it is being made, it is the same one.

    The worker hears of it after the commit, and finds the row within a minute where that fails. Raises NothingToPrint
    and TooMany.
    """
    number = to_print(session, organisation=organisation).count()
    if not number:
        raise NothingToPrint
    if number > MOST:
        raise TooMany(MOST)
    asked = {"session": session, "organisation": organisation, "asked_by": by}
    waiting = waiting_files().filter(**asked).first()
    return waiting or CertificateFile.objects.create(**asked, number=number)


def waiting_files():
    return CertificateFile.objects.filter(made_at=None, tries__lt=CertificateFile.MOST_TRIES).order_by("pk")


def file_for(user, pk):
    """Return (file of certificates that somebody asked for) or None: anybody else's, and one whose time is over."""
    fresh = CertificateFile.objects.select_related("session", "organisation").filter(asked_at__gt=timezone.now() - KEPT)
    return fresh.filter(asked_by=user, pk=pk).first()


def path_of(file):
    """Return where a file lies: under a name that nobody guesses and that says nothing."""
    settings.PREPARED_FILES.mkdir(parents=True, exist_ok=True)
    return settings.PREPARED_FILES / f"{file.secret}{'.zip' if file.number > VOLUME else '.pdf'}"


def make_files():
    """Make the files that wait, one after the other; return how many. Nothing while another process does so.

    A file that could not be made is tried once more, and then said to have failed.
    """
    made = 0
    with one_at_a_time() as is_ours:
        while is_ours and (file := waiting_files().select_related("session", "organisation", "asked_by").first()):
            CertificateFile.objects.filter(pk=file.pk).update(tries=file.tries + 1)
            try:
                made += make(file)
            except Exception:
                logger.exception("A file of certificates could not be made: %s", file.pk)
    return made


@contextmanager
def one_at_a_time():
    """Give whether this process may make files now: the machine lets go of its mark when the process ends, however."""
    settings.PREPARED_FILES.mkdir(parents=True, exist_ok=True)
    with (settings.PREPARED_FILES / "making").open("w") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def make(file):
    """Lay out and bind one file, and tell who asked. Returns 1, or 0 where there is nothing to print any more."""
    certificates = to_print(file.session, organisation=file.organisation)
    pks = list(certificates.values_list("pk", flat=True)[:MOST])
    file.number = len(pks)
    if pks:
        with TemporaryDirectory(dir=settings.PREPARED_FILES) as folder:
            volumes = [bind_volume(each, folder=Path(folder), number=n) for n, each in enumerate(cut(pks, VOLUME), 1)]
            put_together(volumes, to=path_of(file))
        tell_that_it_is_made(file)
    return int(bool(pks))


def cut(rows, length):
    return [rows[first : first + length] for first in range(0, len(rows), length)]


def bind_volume(pks, *, folder, number):
    """Return the path of one PDF of these certificates, laid out in parts."""
    parts, names = [], []
    for part in cut(pks, MOST_AT_ONCE):
        chosen = Certificate.objects.filter(pk__in=part).order_by("name_printed", "pk")
        names += chosen.values_list("name_printed", flat=True)
        parts.append(folder / f"{number}-{len(parts)}.pdf")
        parts[-1].write_bytes(pdf_of(chosen, is_part=True))
    volume = folder / f"certificates-{number}.pdf"
    bind_apart(parts, names=names, to=volume)
    return volume


def put_together(volumes, *, to):
    """Leave the only volume as it is, and several in one ZIP."""
    if len(volumes) == 1:
        volumes[0].rename(to)
        return
    with ZipFile(to, "w") as together:  # PDFs are compressed already
        for volume in volumes:
            together.write(volume, volume.name)


@transaction.atomic
def tell_that_it_is_made(file):
    """Say so on its page, and by a letter of use while it is kept."""
    CertificateFile.objects.filter(pk=file.pk).update(made_at=timezone.now(), number=file.number)
    write_letter(
        "certificate_file",
        to=file.asked_by.email,
        key=f"certificate_file:{file.pk}",
        subject=lambda: _("Your file of certificates is ready"),
        words=partial(words_of, file),
        useless_after=file.asked_at + KEPT,
    )


def words_of(file):
    return {
        "greeted": file.asked_by.get_full_name() or file.asked_by.email,
        "session": file.session,
        "organisation": file.organisation,
        "number": file.number,
        "link": full_address("certificates:files", file.pk),
    }


def forget_files():
    """Delete what was asked for more than an hour ago, and what lies about without a row; return how many rows."""
    gone = CertificateFile.objects.filter(asked_at__lte=timezone.now() - KEPT).delete()[0]
    kept = set(CertificateFile.objects.values_list("secret", flat=True))
    for path in settings.PREPARED_FILES.glob("*.*"):
        if path.stem not in kept:
            path.unlink(missing_ok=True)
    return gone

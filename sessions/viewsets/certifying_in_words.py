"""What finishing a session says of certificates: how many, and for whom there is none and why."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ISSUED = (
    "%(number)s certificate is issued when you finish.",
    "%(number)s certificates are issued when you finish.",
)
KEPT = (
    "%(number)s person keeps the certificate they have.",
    "%(number)s people keep the certificate they have.",
)
HELD = ("%(number)s person has a certificate.", "%(number)s people have a certificate.")
WAITING = (
    "%(number)s of them is handed out once its holder has answered the evaluation.",
    "%(number)s of them are handed out once their holders have answered the evaluation.",
)
WITHOUT = {
    "in_part": (
        "%(number)s person attended in part and gets none.",
        "%(number)s people attended in part and get none.",
    ),
    "without_test": (
        "%(number)s person has no passed test and gets none until it is recorded.",
        "%(number)s people have no passed test and get none until it is recorded.",
    ),
    "revoked": (
        "%(number)s person had theirs revoked and gets none.",
        "%(number)s people had theirs revoked and get none.",
    ),
}
UNLESS = {
    "to_confirm": (
        "%(number)s person used the printed code and gets one only if you confirm that they were here.",
        "%(number)s people used the printed code and get one only if you confirm that they were here.",
    ),
    "not_signed_out": (
        "%(number)s person did not sign out and gets none if you count them in part.",
        "%(number)s people did not sign out and get none if you count them in part.",
    ),
}
LEFT_OUT = (
    "%(number)s person used the printed code, was not confirmed and gets none.",
    "%(number)s people used the printed code, were not confirmed and get none.",
)


def say_what_is_issued(outlook):
    """Say before a session is finished what becomes of certificates, in sentences."""
    issued = [say(ISSUED, outlook.new)] if outlook.new or not outlook.kept else []
    return [*issued, *say_each({"kept": KEPT}, outlook), *say_rest(outlook), *say_each(UNLESS, outlook)]


def say_what_was_issued(outlook):
    """Say the same of a session that has just been finished."""
    held = say(HELD, outlook.earned) if outlook.earned else _("Nobody has a certificate.")
    return [held, *say_rest(outlook), *say_each({"to_confirm": LEFT_OUT}, outlook)]


def say_rest(outlook):
    return [*say_each({"waiting": WAITING}, outlook), *say_each(WITHOUT, outlook)]


def say_each(sentences, outlook):
    """Return the sentence of each number that is not 0."""
    numbers = {name: getattr(outlook, name) for name in sentences}
    return [say(sentences[name], number) for name, number in numbers.items() if number]


def say(sentences, number):
    return ngettext(*sentences, number) % {"number": number}

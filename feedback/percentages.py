"""How a share is said: one rule for every page and report."""

from django.utils.translation import gettext as _

FEWEST_FOR_PERCENT = 10


def say_share(part, whole):
    """Say how much `part` is of `whole`, which is printed beside it.

    Half up, from the unrounded counts. Below ten it is "6 of 8" and no percentage; "100 %" only when it is exactly all
    and "0 %" only when it is none, otherwise "over 99 %" and "under 1 %". Empty where there is nothing to share.
    """
    if not whole:
        return ""
    if whole < FEWEST_FOR_PERCENT:
        return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}
    percent = percent_of(part, whole)
    if percent == 100 and part != whole:
        return _("over 99 %")
    if percent == 0 and part:
        return _("under 1 %")
    return f"{percent} %"


def percent_of(part, whole):
    """Return a percentage as a whole number, halves upwards: 33 of 40 are 82.5 and make 83."""
    return (200 * part + whole) // (2 * whole)

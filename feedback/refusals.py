"""Why feedback cannot be given. Each page that shows one says what to do instead."""

from django.utils.translation import gettext_lazy as _

from sessions.refusals import Refusal


class AlreadyAnswered(Refusal):
    sentence = _("Your answers are in already. Thank you.")


class FeedbackNotOpenYet(Refusal):
    sentence = _("You can answer once the session has begun.")


class FeedbackClosed(Refusal):
    sentence = _("Feedback for this session has closed.")


class NothingToAsk(Refusal):
    sentence = _("There are no questions about this session.")

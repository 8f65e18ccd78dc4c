"""Two verbs that meet: the slower one looks again, and does not look for ever."""

from unittest.mock import Mock

import pytest
from django.db import IntegrityError

from sessions.colliding import looking_again
from sessions.refusals import CannotChange


def test_who_met_another_looks_again():
    verb = Mock(side_effect=[IntegrityError, "done"])

    assert looking_again(verb)("seat", name="Asha") == "done"
    assert [call.args for call in verb.call_args_list] == [("seat",)] * 2


def test_who_meets_others_again_and_again_is_refused():
    verb = Mock(side_effect=IntegrityError)

    with pytest.raises(CannotChange):
        looking_again(verb)()

    assert verb.call_count == 3

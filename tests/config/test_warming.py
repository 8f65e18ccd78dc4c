"""What the web server does before its first request changes nothing but the time."""

import gc
import gettext

from config.warming import remember_sentences, warm_up


class Catalogue(gettext.NullTranslations):
    asked = 0

    def gettext(self, message):
        self.asked += 1
        return message.upper()


def test_a_sentence_is_looked_up_once():
    catalogue = Catalogue()
    remember_sentences(catalogue)

    assert [catalogue.gettext(sentence) for sentence in ["Book", "Book", "Wait"]] == ["BOOK", "BOOK", "WAIT"]
    assert catalogue.asked == 2


def test_the_server_says_the_same_before_and_after(monkeypatch):
    from django.utils.translation import gettext as say
    from django.utils.translation import override, trans_real

    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(trans_real, "_translations", {})
    sentences = ["Book a place", "Full name", "Nobody wrote this sentence"]

    said = []
    for prepare in (lambda: None, warm_up):
        prepare()
        for language in ("en-gb", "ur"):
            with override(language):
                said.append([say(sentence) for sentence in sentences])

    assert said[:2] == said[2:]
    assert said[0] == sentences != said[1]

"""The pages of a group as a browser sends them and reads them."""

import re
from uuid import uuid4

from django.urls import reverse

from tests.sessions.test_groups import OFFICE

ROSALIND = {
    "name": "Rosalind Achebe",
    "email": OFFICE,
    "organisation": "Harbour Lane School",
    "phone": "",
    "together": "any",
}
AMINA = {"seat-0-name": "Amina Kowalska", "seat-0-email": "amina@example.org", "seat-0-role": "Teacher"}
KIM = {"seat-1-name": "Kim Osei", "seat-1-email": "kim@example.org", "seat-1-role": ""}


def address(session):
    return reverse("book_group", args=[session.reference])


def press(client, session, do, *, places=5, **typed):
    form = ROSALIND | {"nonce": str(uuid4()), "places": str(places), "do": do}
    return client.post(address(session), form | typed)


def fields(page):
    """Return what the first form of a page would send again, as it stands."""
    form = re.search(r'<form method="post" novalidate>.*?</form>', page.text, re.S).group()
    inputs = re.findall(r"<input[^>]*>", form)
    named = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag), tag) for tag in inputs]
    kept = [(n.group(1), v.group(1) if v else "", tag) for n, v, tag in named if n]
    return {n: v for n, v, tag in kept if not ("checkbox" in tag or "radio" in tag) or " checked" in tag}


def group_page(client, group, view="group", /, *more, **sent):
    address = reverse(view, args=[group.token, *more])
    return client.post(address, sent, follow=True) if sent else client.get(address)


def errors(page):
    return re.findall(r'<li><a href="#([\w-]+)">(.*?)</a></li>', page.text)

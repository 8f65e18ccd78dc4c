"""Lists of people as partners send them, and the way of an officer through importing one."""

import re
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile

from outbox.models import Message
from people.models import Badge, Delegate
from sessions.models import Booking, TrainingSession

HEADINGS = ["Name", "Email address", "Organisation", "Job title", "Mobile"]


def person(number, **changed):
    facts = {
        "name": f"Amina Novak {number}",
        "email": f"amina{number}@example.org",
        "organisation": "Harbour Lane School",
        "role": "Teacher",
        "phone": "07700 900123",
    }
    return list((facts | changed).values())


def list_of(rows, *, headings=HEADINGS, name="sign-ups.csv"):
    lines = [headings, *rows]
    return SimpleUploadedFile(name, "\r\n".join(";".join(line) for line in lines).encode())


def people(number, *wrong):
    return list_of([*(person(n) for n in range(number)), *wrong])


class Importing:
    """An officer before the import page of a session."""

    def __init__(self, desk, session):
        self.desk = desk
        self.address = f"/admin/sessions/import/{session.pk}/"

    def look(self, file):
        self.page = self.desk.post(self.address, {"file": file})
        return self.page

    def typed(self, **changed):
        """Return what the page's form holds, as a browser would send it."""
        layout = self.page.context["layout"]
        sealed, result = self.page.context["sealed"], self.page.context["result"]
        expected = {"expected": result.mark} if result else {}
        return {"sealed": sealed} | expected | {key: layout.data[key] for key in layout.data} | changed

    def look_again(self, **changed):
        self.page = self.desk.post(self.address, without_none(self.typed(look="1", **changed)))
        return self.page

    def book(self, how="all", **changed):
        answer = self.desk.post(self.address, without_none(self.typed(book=how, **changed)))
        if answer.status_code == 200:
            self.page = answer
        return answer

    @property
    def numbers(self):
        """Return how many rows become what, as the page says it."""
        return {what.value: number for what, number in self.page.context["result"].numbers.items()}

    @property
    def said(self):
        """Return what the page lists as wrong, in its words."""
        part = re.search(r'aria-labelledby="to-correct">(.*?)</section>', self.page.content.decode(), re.S)
        items = re.findall(r"<li>(.*?)</li>", part.group(1), re.S) if part else []
        return [" ".join(unescape(re.sub("<.*?>", "", item)).split()) for item in items]


def without_none(typed):
    return {key: value for key, value in typed.items() if value is not None}


def everything():
    """Return all that importing could have changed, to be compared."""
    sessions = TrainingSession.objects.values_list("pk", "seats_taken", "people_waiting")
    rows = [
        Booking.objects.values(),
        Delegate.objects.values(),
        Badge.objects.values(),
        Message.objects.values(),
        sessions,
    ]
    return [list(each.order_by("pk")) for each in rows]

"""axe-core finds nothing by WCAG 2.2 A and AA: on every public page, in every state, on a phone and on a desk.

What staff see stands in a file of its own, so that two can look at once.
"""

import pytest

from tests.journeys.axe import found_by_axe
from tests.journeys.steps import send

pytestmark = pytest.mark.browser


def fill(page):
    """Put something into everything that can be typed into."""
    for box in page.locator("main input:not([type=hidden], [type=radio], [type=checkbox]), main textarea").all():
        box.fill("name@example.org")
    for choice in page.locator("main .govuk-radios").all():
        choice.get_by_role("radio").first.check()


def fill_and_send(page):
    fill(page)
    page.get_by_label("E-mail address").or_(page.get_by_label("Work e-mail")).first.fill("nobody")
    send(page)


def say_who_books(page):
    """Go on to the rows of those who are coming."""
    for label, said in {
        "Your full name": "Rosalind Achebe",
        "Your work e-mail": "office@example.org",
        "Organisation": "Harbour Lane School",
        "How many places do you need?": "5",
    }.items():
        page.get_by_label(label, exact=True).fill(said)
    press(page, "Continue")
    while page.locator(".govuk-error-summary").count():  # a program is asked once more
        page.wait_for_timeout(500)
        press(page, "Continue")


def press(page, button):
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


def fill_rows_wrong(page):
    say_who_books(page)
    page.locator("[name=seat-1-email]").fill("nobody")
    press(page, "Book 5 places")
    page.locator(".govuk-error-summary").wait_for()


def ask_for_too_many(page):
    say_who_books(page)
    page.locator("[name=seat-0-name]").fill("Kim Osei")
    press(page, "Book 5 places")
    page.get_by_role("heading", name="3 places are left. Take 3?").wait_for()


def ask_about_a_walk_in(page):
    """Let somebody walk in twice, and refuse what cannot be done."""
    for _time in range(2):
        page.locator("#walk-in [name=name]").fill("Ada Okafor")
        page.get_by_role("button", name="Add to the register").click()
    page.get_by_label("The eight letters").fill("zzzz9999")
    page.get_by_role("button", name="Mark as here").click()
    page.get_by_text("Recorded twice?").first.wait_for()
    page.get_by_text("Could not be done:").first.wait_for()


def show_my_training(page):
    press(page, "Show my training")
    page.get_by_role("heading", name="What I attended").wait_for()


def say_nothing_of_oneself(page):
    press(page, "Show my training")
    page.get_by_role("heading", name="Who are you?").wait_for()
    press(page, "Show my training")
    page.locator(".govuk-error-summary").wait_for()


def compare_another_badge(page):
    page.get_by_label("Badge number").fill("X1")
    press(page, "Compare the number")
    page.get_by_text("No: this badge number does not match the certificate.").wait_for()


def save_the_headcount(page):
    page.get_by_label("Number in the room").fill("28")
    press(page, "Save the headcount")
    page.get_by_text("The headcount is kept.").wait_for()


def send_link_nowhere(page):
    press(page, "Send the link")
    page.locator(".govuk-error-summary").wait_for()


def ask_for_name(page):
    """Type an address that several have booked with."""
    page.locator("[name=typed]").fill("rowan.house@example.org")
    send(page)


def ask_in_vain(page):
    """Fill the form in as somebody whom the terms keep out, and send it."""
    said = {"Full name": "Kim Osei", "Work e-mail": "kim@example.org", "Organisation": "Rowan House", "Role": "Carer"}
    for label, text in said.items():
        page.get_by_label(label, exact=True).fill(text)
    page.wait_for_timeout(2500)  # a program would be faster than that
    send(page)


PUBLIC = {
    "home": "/",
    "worried": "/worried-about-a-child/",
    "young people": "/young-people/",
    "parents and carers": "/parents-and-carers/",
    "taxi, hotel and shop": "/taxi-hotel-and-shop-staff/",
    "working with children": "/working-with-children/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "training": "/training/",
    "training, filtered": "/training/?audience=professionals",
    "training, nothing fits": "/training/?audience=elected-members&month=2020-01",
    "training, more filters": "/training/?time=evening&places=on",
    "training, another way fits": "/training/?way=online&time=evening",
    "training, not understood": "/training/?way=x&time=x",
    "which training": "/which-training/",
    "pathway": "/which-training/1/",
    "calendars": "/calendar/",
    "course": "/training/seeing-the-signs/",
    "course without dates": "/training/my-voice/",
    "ask us to come": "/ask/",
    "tell me": "/training/seeing-the-signs/tell-me/",
    "tell me, done": "/training/seeing-the-signs/tell-me/done/",
    "nowhere": "/nowhere/",
}
AT_THE_PHONE = {
    "book": "{book_coming}",
    "book, driver": "{book_drivers}",
    "book, full": "{book_full}",
    "book, with terms": "{book_strict}",
    "book, closed": "{book_closed}",
    "book, not yet": "{book_not_yet}",
    "book, cancelled": "{book_off}",
    "book, begun": "{book_begun}",
    "book, over": "{book_past}",
    "booked just now": "{mine}?booked",
    "booking": "{mine}",
    "booking, cancel": "{mine}cancel/",
    "booking, cancelled": "{mine_cancelled}",
    "booking, session cancelled": "{mine_off}",
    "booking, over": "{mine_past}",
    "booking, held": "{mine_held}",
    "booking, held just now": "{mine_held}?booked",
    "booking, not agreed to": "{mine_declined}",
    "booking, moved": "{mine_to_change}?moved",
    "booking, costs": "{mine_late}cancel/",
    "booking, move": "{mine_to_change}move/",
    "booking, too late to move": "{mine_late}move/",
    "booking, hand over": "{mine_to_change}hand-over/",
    "booking, correct": "{mine_to_change}correct/",
    "booking, new link": "{mine_to_change}new-link/",
    "booking, handed over": "/booking/handed-over/",
    "booking, new link sent": "/booking/new-link/sent/",
    "bookings again": "/booking/again/",
    "bookings again, sent": "/booking/again/sent/",
    "my training": "/my-training/",
    "my training, sent": "/my-training/sent/",
    "my training, to open": "{own_link}",
    "my training, a link that has ended": f"/my-training/{'0' * 26}/",
    "book, asking": "{book_asking}",
    "manager": "{ask_open}",
    "manager, declines": "{ask_open}decline/",
    "manager, agreed": "{ask_agreed}",
    "manager, declined": "{ask_declined}",
    "waiting": "{waiting}",
    "waiting just now": "{waiting}?booked",
    "waiting, leave": "{waiting}cancel/",
    "offered a place": "{offered}",
    "book for many": "{book_many}",
    "book for many, full": "{book_many_full}",
    "group": "{group}",
    "group just now": "{group}?booked",
    "group, summary sent": "{group}?sent",
    "group, give all back": "{group}cancel/",
    "group, given back": "{group_given_back}",
    "group, waiting": "{group_waiting}",
    "group, offered places": "{group_offered}",
    "group, a place with a name": "{seat_named}",
    "group, a place without": "{seat}",
    "group, give a place back": "{seat}cancel/",
    "a place to put one's name to": "{seat_link}",
    "request": "{request}",
    "request, just asked": "{request}?asked",
    "request, planned": "{request_planned}",
    "request, declined": "{request_declined}",
    "request, withdrawn": "{request_withdrawn}",
    "request, date found": "{request_told}",
    "book, date may change": "{book_tentative}",
    "booking, with a certificate": "{certified}",
    "certificate, its name": "{certified}certificate/name/",
    "certificate, where they signed in": "{certified_done}",
    "certificate, its name there": "{certified_done}certificate/name/",
    "certificate, it waits": "{certificate_waits}",
    "check a certificate": "/verify/",
    "a certificate": "{verify}",
    "a certificate, revoked": "{verify_revoked}",
    "a certificate, unknown": f"/verify/{'0' * 16}/",
    "door": "{door}",
    "door, booked": "{door}booked/",
    "door, not booked": "{door}walk-in/",
    "door, done": "{done}",
    "door, not open yet": "{door_early}",
    "door, over": "{door_over}",
    "door, cancelled": "{door_off}",
    "door, by headcount": "{door_by_headcount}",
    "door, without a code that holds": "/in/nosuchdoor/",
    "door, code typed": "/in/",
    "door, code refused": "/in/?code=zzzzzzzz",
    "door, way out": "{door_out}",
    "booking while the door is open": "{mine_now}",
    "booking of somebody signed in": "{mine_here}",
    "sheet without a code": "{sheet_rotating}",
    "feedback": "{feedback}",
    "feedback of children": "{feedback_of_children}",
    "feedback, given": "{feedback_given}",
    "feedback, done": "/feedback/thank-you/",
    "feedback, worried": "/feedback/what-now/",
    "screen": "{screen}",
    "screen, to sign out too": "{screen_full}",
    "screen, not open yet": "{screen_early}",
    "screen, over": "{screen_over}",
    "screen, by headcount": "{screen_by_headcount}",
    "sheet": "{sheet}",
    "register": "{register}",
    "register, nobody found": "{register}?q=zzzz",
    "register, a line opened": "{register}?open={register_line}",
    "register, by headcount": "{register_by_headcount}",
    "register, session cancelled": "{register_off}",
    "register, session finished": "{register_finished}",
    "headcount": "{headcount}",
}
IN_URDU_TOO = ["{book_coming}", "{book_many}", "{group}", "{mine}", "{door}walk-in/", "{feedback}", "{screen}"]
WITH_ERRORS = {
    "book, nothing typed": ("{book_coming}", send),
    "book, wrong address": ("{book_coming}", fill_and_send),
    "book, kept out by the terms": ("{book_strict}", ask_in_vain),
    "book, driver, nothing typed": ("{book_drivers}", send),
    "book, filled": ("{book_coming}", fill),
    "book, full, nothing typed": ("{book_full}", send),
    "book, asking, nothing typed": ("{book_asking}", send),
    "booking, move, nothing chosen": ("{mine_to_change}move/", send),
    "booking, hand over, nothing typed": ("{mine_to_change}hand-over/", send),
    "bookings again, nothing typed": ("/booking/again/", send),
    "my training, nothing typed": ("/my-training/", send),
    "my training, shown": ("{own_shown}", show_my_training),
    "my training, who are you": ("{own_shared}", say_nothing_of_oneself),
    "check a certificate, nothing typed": ("/verify/", send),
    "a certificate, no badge typed": ("{verify}", send),
    "a certificate, another badge": ("{verify}", compare_another_badge),
    "manager, no reason": ("{ask_open}decline/", send),
    "book for many, nothing typed": ("{book_many}", send),
    "book for many, who is coming": ("{book_many}", say_who_books),
    "book for many, rows wrong": ("{book_many}", fill_rows_wrong),
    "book for many, too few places": ("{book_many_of_few}", ask_for_too_many),
    "group, link sent to no address": ("{seat}", send_link_nowhere),
    "group, a place without a name given": ("{seat}", send),
    "a place to put one's name to, nothing typed": ("{seat_link}", send),
    "ask us, nothing typed": ("/ask/", send),
    "ask us, filled": ("/ask/", fill),
    "tell me, nothing typed": ("/training/seeing-the-signs/tell-me/", send),
    "door, booked, nothing typed": ("{door}booked/", send),
    "door, booked, several": ("{door}booked/", ask_for_name),
    "door, not booked, nothing typed": ("{door}walk-in/", send),
    "door, way out, nothing typed": ("{door_out}", send),
    "feedback, nothing answered": ("{feedback}", send),
    "feedback, filled": ("{feedback}", fill),
    "register, with questions": ("{register}", ask_about_a_walk_in),
    "headcount, nothing typed": ("{headcount}", send),
    "headcount, saved": ("{headcount}", save_the_headcount),
    "sign-in": ("/accounts/login/", lambda page: None),
    "sign-in, nothing typed": ("/accounts/login/", send),
    "sign-in, wrong": ("/accounts/login/", fill_and_send),
    "password forgotten": ("/accounts/password/reset/", lambda page: None),
    "no sign-up": ("/accounts/signup/", lambda page: None),
}


def test_axe_finds_a_fault_where_there_is_one(opened):
    page = opened("/privacy/")

    page.locator("h1").evaluate("heading => heading.style.color = '#ddd'")

    assert found_by_axe(page) == {("color-contrast", "['h1']")}


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages(opened, name):
    assert found_by_axe(opened(PUBLIC[name])) == set()


@pytest.mark.parametrize("name", AT_THE_PHONE)
def test_pages_of_those_who_come(opened, name):
    assert found_by_axe(opened(AT_THE_PHONE[name])) == set()


@pytest.mark.parametrize("name", WITH_ERRORS)
def test_forms(opened, states, name):
    path, prepare = WITH_ERRORS[name]
    if path.startswith("{door}"):
        opened("{door}")  # the ticket
    page = opened(path)

    prepare(page)

    assert found_by_axe(page) == set()


@pytest.mark.parametrize("path", [*PUBLIC.values(), *IN_URDU_TOO])
def test_pages_in_urdu(opened, path):
    assert found_by_axe(opened("/ur" + path)) == set()

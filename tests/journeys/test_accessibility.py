"""axe-core finds nothing by WCAG 2.2 A and AA: on every page, in every state, on a phone and on a desk.

The back office is Wagtail's: there nothing may be found that Wagtail's own pages have not.
"""

from pathlib import Path

import pytest

from tests import browsing
from tests.factories import PASSWORD
from tests.journeys.signing_in import ADMINISTRATOR, NORTHVALE, OFFICER, sign_in
from tests.journeys.stage import CAREFUL, UNLICENSED, states_of

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
}
SIZES = [browsing.PHONE, browsing.DESKTOP]


def send(page):
    """Send the page's form as it stands."""
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.locator(".govuk-error-summary, .error-message").first.wait_for()


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
    "check a certificate": "/verify/",
    "a certificate": "{verify}",
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
    "screen, not open yet": "{screen_early}",
    "screen, over": "{screen_over}",
    "screen, by headcount": "{screen_by_headcount}",
    "sheet": "{sheet}",
    "register": "{register}",
    "register, nobody found": "{register}?q=zzzz",
    "register, a line opened": "{register}?open={register_line}",
    "register, by headcount": "{register_by_headcount}",
    "register, session cancelled": "{register_off}",
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
    "feedback, nothing answered": ("{feedback}", send),
    "feedback, filled": ("{feedback}", fill),
    "register, with questions": ("{register}", ask_about_a_walk_in),
    "headcount, nothing typed": ("{headcount}", send),
    "sign-in": ("/accounts/login/", lambda page: None),
    "sign-in, nothing typed": ("/accounts/login/", send),
    "sign-in, wrong": ("/accounts/login/", fill_and_send),
    "password forgotten": ("/accounts/password/reset/", lambda page: None),
    "no sign-up": ("/accounts/signup/", lambda page: None),
}
LICENSING = {
    "drivers": "/licensing/",
    "drivers, nobody matches": "/licensing/?q=zzzz",
    "drivers, confirm": "/licensing/confirm/?all=1",
    "driver": "{driver}",
    "revoke": "{revoke}",
}
ACCOUNT = {
    "account": "/accounts/",
    "password": "/accounts/password/change/",
    "second factor": "/accounts/2fa/",
    "signed in where": "/accounts/sessions/",
    "sign out": "/accounts/logout/",
}
OFFICE = {
    "home": ("/admin/", None),
    "sessions": ("/admin/sessions/", None),
    "sessions, nothing found": ("/admin/sessions/?q=zzzz", None),
    "plan": ("/admin/sessions/new/", None),
    "plan, nothing typed": ("/admin/sessions/new/", "Plan"),
    "session": ("{office_coming}", None),
    "edit": ("/admin/sessions/edit/{coming}/", None),
    "move": ("/admin/sessions/move/{coming}/", None),
    "cancel": ("/admin/sessions/cancel/{coming}/", None),
    "import": ("/admin/sessions/import/{coming}/", None),
    "import, nothing chosen": ("/admin/sessions/import/{coming}/", "Look at the list"),
    "booking to decide": ("/admin/bookings/inspect/{held}/", None),
    "decline for the manager": ("/admin/bookings/decline/{held}/", None),
    "requests": ("/admin/requests/", None),
    "request": ("/admin/requests/inspect/{asked}/", None),
    "request, plan": ("/admin/sessions/new/?request={asked}", None),
    "request, attach": ("/admin/requests/attach/{asked}/", None),
    "request, decline": ("/admin/requests/decline/{asked}/", None),
    "series": ("/admin/series/inspect/{series}/", None),
    "series, change": ("/admin/series/change/{series}/", None),
    "series, copy": ("/admin/series/copy/{series}/", None),
    "clashes": ("/admin/clashes/", None),
    "bookings": ("/admin/bookings/", None),
    "delegates": ("/admin/delegates/", None),
    "messages": ("/admin/messages/", None),
    "messages of a session": ("/admin/sessions/messages/{coming}/", None),
    "texts of messages": ("/admin/message-texts/", None),
    "site history": ("/admin/reports/site-history/", None),
    "register": ("/admin/sessions/register/{now}/", None),
    "register, nothing typed": ("/admin/sessions/register/{now}/", "Add to the register"),
    "headcount": ("/admin/sessions/headcount/{now}/", None),
    "headcount, nothing typed": ("/admin/sessions/headcount/{now}/", "Save the headcount"),
    "finish": ("/admin/sessions/finish/{past}/", None),
    "paper": ("/admin/sessions/paper/{now}/", None),
    "duplicates": ("/admin/duplicates/", None),
    "duplicates, delegates": ("/admin/duplicates/?kind=delegate", None),
    "merged": ("/admin/duplicates/merged/", None),
    "missing figures": ("/admin/reports/missing/", None),
    "annual report": ("/admin/reports/annual/", None),
    "annual report, no such year": ("/admin/reports/annual/?year=x", None),
    "feedback": ("/admin/feedback/sessions/{now}/", None),
    "course": ("/admin/courses/new/", None),
    "terms": ("{terms}", None),
    "terms, new": ("/admin/booking-terms/new/", None),
    "terms, list": ("/admin/booking-terms/", None),
    "terms, replace, nothing typed": ("{replace}", "Make the new terms"),
    "terms, preview": ("{preview}", None),
    "charges": ("/admin/charges/", None),
    "charges, give": ("/admin/charges/give/", None),
    "renewals": ("/admin/renewals/", None),
    "renewals, by organisation": ("/admin/renewals/by-organisation/", None),
}
STOCK = ["/admin/", "/admin/pages/", "/admin/images/", "/admin/reports/aging-pages/", "/admin/users/"]
STOCK_FORM = "/admin/redirects/add/"


# A message that is still fading in has no contrast yet.
AT_REST = """() => Promise.all(document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
    .map(each => each.finished.catch(() => null)))"""


def found_by_axe(page, *, sizes=SIZES):
    """Return what axe finds once nothing moves, as pairs of rule and element."""
    found = set()
    page.evaluate(AXE)
    for size in sizes:
        page.set_viewport_size(size)
        page.evaluate(AT_REST)
        answer = page.evaluate("rules => axe.run(document, rules)", RULES)
        found |= {(rule["id"], str(node["target"])) for rule in answer["violations"] for node in rule["nodes"]}
    return found


def test_axe_finds_a_fault_where_there_is_one(opened):
    page = opened("/privacy/")

    page.locator("h1").evaluate("heading => heading.style.color = '#ddd'")

    assert found_by_axe(page) == {("color-contrast", "['h1']")}


@pytest.fixture(scope="module")
def states(muster_sqlite):
    return states_of(muster_sqlite)


@pytest.fixture
def opened(desktop, muster_sqlite, states):
    """Give a function that goes to the path of a state."""

    def go(path):
        desktop.goto(muster_sqlite.url + path.format(**states))
        return desktop

    return go


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


@pytest.fixture(scope="module")
def signed_in(browser, muster_sqlite):
    """Give a function that opens a watched page of somebody who signed in; each signs in once."""
    cookies = {}

    def cookies_of(email, password):
        if email not in cookies:
            with browsing.watched_page(browser, viewport=browsing.DESKTOP, allowed_hosts={"127.0.0.1"}) as page:
                sign_in(page, muster_sqlite, email=email, **password)
                cookies[email] = page.context.storage_state()
        return cookies[email]

    def opened(email, **password):
        state = cookies_of(email, password)
        hosts = {"127.0.0.1"}
        return browsing.watched_page(browser, viewport=browsing.DESKTOP, allowed_hosts=hosts, storage_state=state)

    return opened


@pytest.mark.parametrize("name", LICENSING)
def test_licensing_pages(signed_in, muster_sqlite, states, name):
    with signed_in(NORTHVALE) as page:
        page.goto(muster_sqlite.url + LICENSING[name].format(**states))

        assert found_by_axe(page) == set()


@pytest.mark.usefixtures("states")
def test_the_list_of_a_council_without_drivers(signed_in, muster_sqlite):
    with signed_in(UNLICENSED, password=PASSWORD) as page:
        page.goto(muster_sqlite.url + "/licensing/")

        assert found_by_axe(page) == set()


@pytest.mark.parametrize("name", ACCOUNT)
def test_account_pages(signed_in, muster_sqlite, name):
    with signed_in(OFFICER) as page:
        page.goto(muster_sqlite.url + ACCOUNT[name])

        assert found_by_axe(page) == set()


def test_setting_up_a_second_factor(signed_in, muster_sqlite):
    with signed_in(OFFICER) as page:
        page.goto(muster_sqlite.url + "/accounts/2fa/totp/activate/")
        before = found_by_axe(page)
        send(page)

        assert (before, found_by_axe(page)) == (set(), set())


def test_the_question_for_the_second_factor_and_the_spare_codes(desktop, muster_sqlite, states):
    sign_in(desktop, muster_sqlite, email=CAREFUL, password=PASSWORD)
    question = found_by_axe(desktop)
    desktop.locator("main input[type=text]").fill(states["spare"][0])
    desktop.locator("main button[type=submit]").first.click()
    desktop.wait_for_url("**/admin/")
    desktop.goto(muster_sqlite.url + "/accounts/2fa/recovery-codes/")

    assert (question, found_by_axe(desktop)) == (set(), set())


@pytest.fixture(scope="module")
def wagtails_own(signed_in, muster_sqlite):
    """What axe finds on pages that are Wagtail's alone."""
    found = set()
    with signed_in(ADMINISTRATOR) as page:
        for path in STOCK:
            page.goto(muster_sqlite.url + path)
            found |= found_by_axe(page)
        page.goto(muster_sqlite.url + STOCK_FORM)
        found |= found_by_axe(page)
        page.locator("main form button[type=submit]").last.click()
        return found | found_by_axe(page)


@pytest.mark.parametrize("name", OFFICE)
def test_back_office_pages(signed_in, muster_sqlite, states, wagtails_own, name):
    path, button = OFFICE[name]
    with signed_in(OFFICER) as page:
        page.goto(muster_sqlite.url + path.format(**states))
        if button:
            page.get_by_role("button", name=button, exact=True).click()
            page.locator(".error-message, .messages .error").first.wait_for()

        assert found_by_axe(page) - wagtails_own == set()


def test_the_preview_of_a_list(signed_in, muster_sqlite, states, wagtails_own):
    rows = b"Name,Email\r\nAmina Novak,amina@example.org\r\nKim Osei,wrong\r\nAmina Novak,amina@example.org\r\n"
    with signed_in(OFFICER) as page:
        page.goto(muster_sqlite.url + f"/admin/sessions/import/{states['coming']}/")
        page.get_by_label("The list").set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": rows})
        page.get_by_role("button", name="Look at the list").click()
        page.get_by_text("Which column is which").click()

        assert found_by_axe(page) - wagtails_own == set()
        page.get_by_role("button", name="Book the 1 person that is right").wait_for()

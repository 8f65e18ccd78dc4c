"""axe-core on what staff see: the pages of licensing and of accounts, and the back office.

The back office is Wagtail's: there nothing may be found that Wagtail's own pages have not.
"""

import pytest

from tests.factories import PASSWORD
from tests.journeys.axe import found_by_axe
from tests.journeys.signing_in import ADMINISTRATOR, NORTHVALE, OFFICER, sign_in
from tests.journeys.stage import CAREFUL, UNLICENSED
from tests.journeys.steps import send

pytestmark = pytest.mark.browser

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
    "finished": ("/admin/sessions/inspect/{finished}/", None),
    "reopen, nothing typed": ("/admin/sessions/reopen/{finished}/", "Reopen the session"),
    "links to the register": ("/admin/sessions/register-links/{now}/", None),
    "links to the register, nothing typed": ("/admin/sessions/register-links/{now}/", "Make the link"),
    "certificates": ("/admin/certificates/", None),
    "certificate": ("/admin/certificates/inspect/{certificate}/", None),
    "certificate, revoke, nothing typed": ("/admin/certificates/revoke/{certificate}/", "Revoke the certificate"),
    "certificate, issue anew": ("/admin/certificates/reissue/{certificate}/", None),
    "paper": ("/admin/sessions/paper/{now}/", None),
    "annual report": ("/admin/reports/annual/", None),
    "annual report, no such year": ("/admin/reports/annual/?year=x", None),
    "annual report, with charts": ("/admin/reports/annual/?year=2016/17", None),
    "annual report, for the public": ("/admin/reports/annual/?year=2016/17&reader=public", None),
    "quarterly update": ("/admin/reports/annual/?name=quarterly&year=2016/17+Q3", None),
    "behind a figure": ("/admin/reports/figure/?unit=attended&first=2016-04-01&last=2017-03-31", None),
    "behind no figure": ("/admin/reports/figure/", None),
    "sentences of a report": ("/admin/reports/words/?year=2016/17", None),
    "sign a report off": ("/admin/reports/sign-off/?year=2015/16", None),
    "signed off": ("/admin/reports/signed-off/", None),
    "missing figures": ("/admin/reports/missing/", None),
    "dashboard": ("/admin/reports/dashboard/", None),
    "reach": ("/admin/reports/reach/", None),
    "schools file": ("/admin/organisations/import/", None),
    "schools file, nothing chosen": ("/admin/organisations/import/", "Look at the schools"),
    "duplicates": ("/admin/duplicates/", None),
    "duplicates, delegates": ("/admin/duplicates/?kind=delegate", None),
    "merged": ("/admin/duplicates/merged/", None),
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


def test_the_report_as_a_document(signed_in, muster_sqlite):
    with signed_in(OFFICER) as page:
        file = page.context.request.get(muster_sqlite.url + "/admin/reports/annual/?year=2016/17&format=html")
        page.set_content(file.text())

        assert page.locator("figure svg").count() == 5
        assert found_by_axe(page) == set()


def test_the_preview_of_a_list(signed_in, muster_sqlite, states, wagtails_own):
    rows = b"Name,Email\r\nAmina Novak,amina@example.org\r\nKim Osei,wrong\r\nAmina Novak,amina@example.org\r\n"
    with signed_in(OFFICER) as page:
        page.goto(muster_sqlite.url + f"/admin/sessions/import/{states['coming']}/")
        page.get_by_label("The list").set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": rows})
        page.get_by_role("button", name="Look at the list").click()
        page.get_by_text("Which column is which").click()

        assert found_by_axe(page) - wagtails_own == set()
        page.get_by_role("button", name="Book the 1 person that is right").wait_for()

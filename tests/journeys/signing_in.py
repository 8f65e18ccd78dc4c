"""The demonstration's staff, signing in as people do."""

from home.management.commands.demo import PASSWORD

OFFICER = "officer@example.org"
ADMINISTRATOR = "admin@example.org"
NORTHVALE = "licensing.northvale@example.org"
EASTMERE = "licensing.eastmere@example.org"


def sign_in(page, muster, *, email, to="/accounts/start/"):
    """Sign in and arrive at the path `to`."""
    page.goto(f"{muster.url}/accounts/login/?next={to}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/accounts/login/" not in address)

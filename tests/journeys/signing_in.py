"""The demonstration's staff, signing in as people do, with the password that the README tells."""

PASSWORD = "muster-demo-2026"
OFFICER = "officer@example.org"
ADMINISTRATOR = "admin@example.org"
NORTHVALE = "licensing.northvale@example.org"
EASTMERE = "licensing.eastmere@example.org"


def sign_in(page, muster, *, email, password=PASSWORD):
    """Sign in and arrive on one's own first page, or at the question for the second factor."""
    page.goto(f"{muster.url}/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/accounts/login/" not in address)

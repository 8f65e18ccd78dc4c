"""Pages in Chromium under watch: another host, a broken content policy, a script's error or a 500 fails the test."""

import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 375, "height": 812}
DESKTOP = {"width": 1280, "height": 900}


class Watch:
    """Collects what no page of ours may do."""

    def __init__(self, context, allowed_hosts):
        self.problems = []
        self.allowed_hosts = allowed_hosts
        self.documents = set()
        context.on("request", self.see_request)
        context.on("response", self.see_response)
        context.on("console", self.see_message)
        context.on("weberror", lambda error: self.problems.append(f"script: {error.error}"))

    def see_request(self, request):
        if request.resource_type == "document":
            self.documents.add(request.url)
        host = urlsplit(request.url).hostname
        if host and host not in self.allowed_hosts:
            self.problems.append(f"asked another host: {request.url}")

    def see_response(self, response):
        if response.status >= 500:
            self.problems.append(f"status {response.status}: {response.url}")

    def see_message(self, message):
        # Chromium reports a page answered with 4xx as a resource it failed to load; such pages are meant.
        is_page = message.text.startswith("Failed to load resource") and message.location["url"] in self.documents
        if message.type == "error" and not is_page:
            self.problems.append(f"console: {message.text}")


@contextmanager
def watched_page(browser, *, viewport, allowed_hosts, **options):
    """Yield a page in a context of its own; on leaving, fail on whatever the watch saw."""
    context = browser.new_context(viewport=viewport, locale="en-GB", timezone_id="Europe/London", **options)
    watch = Watch(context, allowed_hosts)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert watch.problems == []

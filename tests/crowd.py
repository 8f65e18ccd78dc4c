"""Many people at once: real HTTP over real sockets, each with a connection and cookies of their own."""

import threading
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit


class HiddenInputs(HTMLParser):
    """Collects what a form carries besides the answers: the security mark, the nonce."""

    def __init__(self):
        super().__init__()
        self.found = {}

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag == "input" and facts.get("type") == "hidden":
            self.found[facts["name"]] = facts.get("value") or ""


class Visitor:
    """One person with a browser: opens a form, fills it in, sends it."""

    extra_headers: dict[str, str] = {}

    def __init__(self, url):
        parts = urlsplit(url)
        self.host, self.path, self.cookies = parts.netloc, parts.path, {}
        self.connection = HTTPConnection(parts.netloc, timeout=180)
        self.hidden = {}

    def ask(self, method, path, body=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= self.extra_headers
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.host}"}
        self.connection.request(method, path, body, headers)
        with self.connection.getresponse() as response:
            page = response.read().decode()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return response.status, response.headers.get("Location", ""), page

    def open_form(self):
        """Read the form, as a browser does, and remember its hidden fields. Returns the status."""
        status, _location, page = self.ask("GET", self.path)
        parser = HiddenInputs()
        parser.feed(page)
        self.hidden = parser.found
        return status

    def open_and_hang_up(self):
        try:
            return self.open_form()
        finally:
            self.connection.close()

    def send(self, answers):
        """Send the form and hang up. Returns (status, where it leads, page)."""
        try:
            return self.ask("POST", self.path, urlencode(self.hidden | answers))
        finally:
            self.connection.close()


def all_at_once(acts):
    """Run the acts in threads of their own, released together; return what each returned or raised, in order."""
    results = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place, act):
        gate.wait()
        try:
            results[place] = act()
        except OSError as problem:
            results[place] = problem

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

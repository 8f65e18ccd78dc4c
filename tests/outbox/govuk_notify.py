"""A server that speaks as much of GOV.UK Notify as we use: it checks the signature and keeps what it gets."""

import json
import re
import threading
import time
import uuid
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
EMAIL_TEMPLATE, TEXT_TEMPLATE = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3", "bfb50d92-100d-4b8b-b559-14fa3b091cda"
SECONDS_A_TOKEN_LASTS = 30
POLLED_EVERY = 0.01  # seconds from the wish to shut down until it is seen


class Refused(Exception):
    """An answer that is an error: its status, and Notify's name for it."""

    def __init__(self, status, error, message):
        super().__init__(message)
        self.status, self.error = status, error


class Notify:
    """What the server was sent (`notifications`, latest last), and how it is to behave next (`failing`)."""

    def __init__(self):
        self.notifications = []
        self.failing = []
        self.asked = []

    def take(self, channel, wish):
        field = {"email": "email_address", "sms": "phone_number"}[channel]
        if wish.get("template_id") != {"email": EMAIL_TEMPLATE, "sms": TEXT_TEMPLATE}[channel]:
            raise Refused(400, "BadRequestError", "Template not found")
        if channel == "sms" and not re.fullmatch(r"\+?[0-9 ]{10,15}", wish.get(field, "")):
            raise Refused(400, "ValidationError", "phone_number Not enough digits")
        if not wish["personalisation"].get("body"):
            raise Refused(400, "BadRequestError", "Missing personalisation: body")
        taken = {"id": str(uuid.uuid4()), "type": channel, "status": "created", **wish}
        self.notifications.append(taken)
        return {"id": taken["id"], "reference": wish.get("reference"), "template": {"id": wish["template_id"]}}

    def found(self, reference):
        return [each for each in reversed(self.notifications) if each["reference"] == reference]


def handler_for(notify):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            wish = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            channel = self.path.removeprefix("/v2/notifications/")
            self.answer(201, lambda: notify.take(channel, wish))

        def do_GET(self):
            address = urlsplit(self.path)
            if address.path == "/v2/notifications":
                reference = parse_qs(address.query)["reference"][0]
                return self.answer(200, lambda: {"notifications": notify.found(reference), "links": {}})
            wanted = address.path.rpartition("/")[2]
            return self.answer(200, lambda: next(each for each in notify.notifications if each["id"] == wanted))

        def answer(self, status, act):
            notify.asked.append(f"{self.command} {self.path}")
            try:
                self.check_token()
                if notify.failing:
                    self.fail(act, notify.failing.pop(0))
                body = act()
            except Refused as refused:
                status = refused.status
                body = {"status_code": status, "errors": [{"error": refused.error, "message": str(refused)}]}
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def fail(self, act, how):
            """Answer with an error; "lost" takes the message first, and its answer does not arrive."""
            if how == "lost":
                act()
                raise Refused(500, "Exception", "Internal server error")
            raise Refused(*how)

        def check_token(self):
            token = (self.headers["Authorization"] or "").removeprefix("Bearer ")
            try:
                claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
            except jwt.InvalidTokenError:
                raise Refused(403, "AuthError", "Invalid token: signature, api token is not valid") from None
            if claims["iss"] != SERVICE or abs(time.time() - claims["iat"]) > SECONDS_A_TOKEN_LASTS:
                raise Refused(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")

        def log_message(self, *args):
            """Say nothing."""

    return Handler


@contextmanager
def serving_notify():
    """Run the server on a free port; yield it, with its `url`."""
    notify = Notify()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(notify))
    notify.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=[POLLED_EVERY], daemon=True).start()
    try:
        yield notify
    finally:
        server.shutdown()
        server.server_close()

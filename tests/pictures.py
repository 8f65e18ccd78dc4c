"""Take the README's pictures of a running demonstration: `make pictures`."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests import browsing
from tests.journeys.signing_in import OFFICER, sign_in
from tests.running import running_muster

FOLDER = Path(__file__).parent / "pictures"
COLOURS = 256  # enough for pages without photographs, at a third of the size
DOOR_OF_TODAY = """
from datetime import timedelta
from django.utils import timezone
now = timezone.now()
here = TrainingSession.objects.filter(recorded="by_name", ends_at__gt=now, starts_at__lt=now + timedelta(minutes=30))
print(f"/in/{here.get().door_token}/")
"""


def take_all(page, muster):
    take(page, muster.url, name="public")
    page.set_viewport_size(browsing.PHONE)
    take(page, muster.url + muster.shell(DOOR_OF_TODAY), name="phone")
    page.set_viewport_size(browsing.DESKTOP)
    sign_in(page, muster, email=OFFICER)
    take(page, f"{muster.url}/admin/", name="back-office")
    take_document(page, f"{muster.url}/admin/reports/annual/?year=2016/17&format=html", name="report")


def take(page, address, *, name):
    """Save what the window shows of a page, in few colours."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    save(page, name=name)


def take_document(page, address, *, name):
    """Save what the window shows of a file that is handed over as a download."""
    file = page.context.request.get(address).text()
    page.goto("about:blank")
    page.set_content(file)
    page.evaluate("document.fonts.ready")
    save(page, name=name)


def save(page, *, name):
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


def main():
    FOLDER.mkdir(exist_ok=True)
    with running_muster() as muster, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsing.CHROMIUM, args=browsing.FLAGS)
        with browsing.watched_page(chromium, viewport=browsing.DESKTOP, allowed_hosts={"127.0.0.1"}) as page:
            take_all(page, muster)
        chromium.close()


if __name__ == "__main__":
    main()

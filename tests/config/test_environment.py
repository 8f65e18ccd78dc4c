"""A wrong setting ends the start with one sentence that says what to set (faults G8)."""

import os
import subprocess
import sys

import pytest
from django.core.checks import Tags, run_checks

from config.environment import ROOT

KEY = "k3y-0f-r4nd0m-ch4r4ct3rs-th4t-n0b0dy-c0uld-3v3r-gu3ss!"
GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "training.example.org,.example.net",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example.org:587",
}
SOME_ID = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"
NOTIFY_KEY = f"muster-{SOME_ID}-{SOME_ID}"
WRONG = [
    ({"SECRET_KEY": ""}, "Set SECRET_KEY: a long random text that signs cookies and links, at least 50 characters."),
    ({"SECRET_KEY": "short"}, "SECRET_KEY is too easy to guess: make it at least 50 random characters."),
    ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY is too easy to guess: make it at least 50 random characters."),
    ({"ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS: the host names this service answers to, parted by commas."),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts: a star would let anybody choose one."),
    ({"DATABASE_URL": ""}, "Set DATABASE_URL: the database, as postgresql://USER:PASSWORD@HOST/NAME."),
    ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is not understood; write postgresql://USER:PASSWORD@HOST/NAME."),
    ({"DATABASE_URL": "mysql://u:p@h/n"}, "DATABASE_URL must name a PostgreSQL or SQLite database."),
    ({"NOTIFY_API_KEY": "nonsense"}, "NOTIFY_API_KEY is not understood; copy the whole key from GOV.UK Notify."),
    (
        {"NOTIFY_API_KEY": NOTIFY_KEY},
        "Set NOTIFY_EMAIL_TEMPLATE, NOTIFY_TEXT_TEMPLATE or both: the templates' IDs.",
    ),
    (
        {"NOTIFY_API_KEY": NOTIFY_KEY, "NOTIFY_TEXT_TEMPLATE": "my template"},
        "NOTIFY_TEXT_TEMPLATE must be the ID of a template of GOV.UK Notify, not 'my template'.",
    ),
    (
        {"NOTIFY_API_KEY": NOTIFY_KEY, "NOTIFY_EMAIL_TEMPLATE": SOME_ID, "NOTIFY_URL": "notify"},
        "NOTIFY_URL must be an address, not 'notify'.",
    ),
    ({"BASE_URL": "http://training.example.org"}, "BASE_URL must begin with https:// in production."),
    (
        {"BASE_URL": "training"},
        "BASE_URL must be an address such as https://training.example.org, not 'training'.",
    ),
    (
        {"EMAIL_URL": "pigeon://roof"},
        "EMAIL_URL is not understood; write smtp://HOST:PORT, or smtp+tls://USER:PASSWORD@HOST:587.",
    ),
    ({"TRUSTED_PROXY_COUNT": "two"}, "TRUSTED_PROXY_COUNT must be a whole number, not 'two'."),
    (
        {"MUSTER_DATA": "/proc/muster"},
        "MUSTER_DATA names /proc/muster, which cannot be written: No such file or directory.",
    ),
    (
        {"DJANGO_SETTINGS_MODULE": "config.settings.demonstration", "PORT": "80000"},
        "PORT must be a number from 1 to 65535, not 80000.",
    ),
    (
        {"DJANGO_SETTINGS_MODULE": "config.settings.demonstration", "PORT": "http"},
        "PORT must be a whole number, not 'http'.",
    ),
]


def run(*arguments, folder, **facts):
    """Run Python in production's environment, changed by facts; the database named needs no server."""
    database = {"DATABASE_URL": f"sqlite:///{folder}/muster.sqlite3", "PYTHONPATH": str(ROOT / "site")}
    environment = {"PATH": os.environ["PATH"], "MUSTER_DATA": str(folder)} | GOOD | database | facts
    return subprocess.run([sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True)


def manage(*arguments, **facts):
    return run("manage.py", *arguments, **facts)


def what_is_set(names, **facts):
    """Return what a process prints that reads the settings and does nothing else."""
    return run("-c", f"from django.conf import settings; print({names})", **facts).stdout


@pytest.mark.parametrize(("facts", "sentence"), WRONG)
def test_a_wrong_setting_is_told_in_one_sentence(facts, sentence, tmp_path):
    done = manage("check", folder=tmp_path, **facts)

    assert done.returncode == 1
    assert done.stderr == f"Muster cannot start. {sentence}\n"


def test_the_web_server_is_told_the_same(tmp_path):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "site"), "MUSTER_DATA": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"], env=environment, cwd=ROOT, capture_output=True, text=True
    )

    assert done.stderr == f"Muster cannot start. {WRONG[0][1]}\n"


@pytest.mark.whole
def test_production_passes_djangos_own_inspection(tmp_path):
    done = manage("check", "--deploy", "--fail-level=WARNING", folder=tmp_path)

    assert done.stdout == "System check identified no issues (0 silenced).\n"
    assert done.returncode == 0


def test_production_without_a_mail_server_writes_mails_to_files(tmp_path):
    assert what_is_set("settings.MAILS_AS_FILES", folder=tmp_path, EMAIL_URL="") == "True\n"


@pytest.mark.parametrize(("as_files", "warnings"), [(True, ["muster.W001"]), (False, [])])
def test_mails_written_to_files_are_warned_of(as_files, warnings, settings):
    settings.MAILS_AS_FILES = as_files

    said = run_checks(tags=[Tags.security], include_deployment_checks=True)

    assert [each.id for each in said if each.id.startswith("muster")] == warnings


def test_a_debug_variable_changes_nothing(tmp_path):
    assert what_is_set("settings.DEBUG", folder=tmp_path, DEBUG="1") == "False\n"


def test_a_secret_key_is_made_once_and_kept_to_its_owner(tmp_path):
    from config.environment import secret_key_kept_in

    first, again = secret_key_kept_in(tmp_path), secret_key_kept_in(tmp_path)

    assert first == again
    assert len(first) == 50
    assert [(path.name, oct(path.stat().st_mode)[-3:]) for path in tmp_path.iterdir()] == [("secret-key", "600")]


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("192.0.2.7", "http://192.0.2.7:8123"),
        ("::1", "http://[::1]:8123"),
    ],
)
def test_links_follow_host_and_port(host, address, tmp_path):
    facts = {"DJANGO_SETTINGS_MODULE": "config.settings.demonstration", "HOST": host, "PORT": "8123"}

    said = what_is_set("settings.BASE_URL, settings.DATA_DIR", folder=tmp_path, **facts)

    assert said == f"{address} {tmp_path}\n"


def test_listening_everywhere_names_an_address_that_others_can_reach(monkeypatch):
    from config.environment import reachable_host

    monkeypatch.setenv("HOST", "0.0.0.0")

    assert reachable_host() not in {"", "0.0.0.0"}


def test_a_key_of_notify_is_taken_apart(monkeypatch):
    from config.environment import notify

    service, secret = SOME_ID, "3d844edf-8d35-48ac-975b-e847b4f122b0"
    monkeypatch.setenv("NOTIFY_API_KEY", f"my-own-name-{service}-{secret}")
    monkeypatch.setenv("NOTIFY_TEXT_TEMPLATE", SOME_ID)

    assert notify() == {
        "url": "https://api.notifications.service.gov.uk",
        "service": service,
        "secret": secret,
        "email": "",
        "text": SOME_ID,
    }

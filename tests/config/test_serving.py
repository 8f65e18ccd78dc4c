"""`manage.py serve`: what it refuses, and how it ends."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from config import serving
from config.environment import ROOT
from config.management.commands.serve import welcome, where_mails_go
from home.management.commands.demo import SIGN_INS
from tests.factories import make_user

SLEEPS = ["sleep", "60"]
ENDS = ["sh", "-c", "exit 3"]


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.mark.whole
def test_a_taken_port_is_refused_in_one_sentence(taken_port, tmp_path):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.demonstration"}
    environment |= {"MUSTER_DATA": str(tmp_path), "PORT": str(taken_port), "HOST": "127.0.0.1"}

    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "serve"], env=environment, capture_output=True, text=True
    )

    sentence = "(Address already in use): choose another with PORT= or HOST=."
    assert done.stderr == f"CommandError: Cannot listen on 127.0.0.1, port {taken_port} {sentence}\n"
    assert done.returncode == 1


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(serving.CannotServe, match=r"^Cannot listen on 192\.0\.2\.1, port 8000 "):
        serving.refuse_taken_port("192.0.2.1", 8000)


def test_a_program_that_ends_by_itself_ends_the_others():
    with pytest.raises(serving.CannotServe) as refusal, serving.running({"server": SLEEPS, "worker": ENDS}) as children:
        serving.watch(children, seconds=30)

    assert str(refusal.value) == "The worker ended by itself (status 3), so everything was stopped."
    assert children["server"].returncode is not None


def test_ctrl_c_ends_every_program():
    programs = {"server": SLEEPS, "worker": SLEEPS}

    with serving.stopped_by_signals(), serving.running(programs) as children, pytest.raises(serving.ToldToStop):
        os.kill(os.getpid(), signal.SIGINT)

    assert [child.returncode for child in children.values()] == [-signal.SIGINT] * 2


def test_a_program_that_does_not_listen_is_killed(monkeypatch):
    monkeypatch.setattr(serving, "SECONDS_TO_STOP", 0.2)
    deaf = ["sh", "-c", "trap '' INT; echo deaf; exec sleep 60"]
    child = subprocess.Popen(deaf, stdout=subprocess.PIPE, process_group=0)
    child.stdout.readline()

    serving.end([child])

    assert child.returncode == -signal.SIGKILL
    child.stdout.close()


@pytest.mark.django_db
def test_only_a_database_without_courses_and_accounts_is_empty(officer):
    assert not serving.is_empty()

    officer.delete()

    assert serving.is_empty()


def test_static_files_are_collected_once(settings, tmp_path, monkeypatch):
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    collected = []
    monkeypatch.setattr(serving, "call_command", lambda name, **options: collected.append(settings.STATIC_ROOT.mkdir()))

    serving.collect_static_files(collected.append)
    serving.collect_static_files(collected.append)

    assert collected == ["Collecting static files …", None]


def test_the_start_message_says_where_mails_go(settings):
    settings.MAILS_AS_FILES, settings.EMAIL_HOST = False, "mail.example.org"

    assert where_mails_go() == "Mails are sent through mail.example.org."


@pytest.fixture
def demonstration_account(db):
    role, email, password = SIGN_INS[0]
    return make_user(role, email=email, password=password)


@pytest.mark.parametrize(("demonstration", "lines"), [(True, 1), (False, 0)])
def test_sign_ins_are_printed_in_a_demonstration_only(settings, demonstration_account, demonstration, lines):
    settings.DEMONSTRATION = demonstration

    assert welcome().count(demonstration_account.email) == lines


def test_a_demonstrations_passwords_are_refused_outside_it(demonstration_account):
    with pytest.raises(serving.CannotServe) as refusal:
        serving.refuse_known_passwords()

    sentence = "Change the passwords of the demonstration's accounts, or close them: officer@example.org."
    assert str(refusal.value) == sentence


def test_a_changed_password_and_a_closed_account_are_accepted(demonstration_account):
    demonstration_account.set_password("quite-another-one")
    demonstration_account.save()
    _role, email, password = SIGN_INS[1]
    make_user(email=email, password=password, is_active=False)

    serving.refuse_known_passwords()

    assert [email for _, email, _ in serving.demonstration_sign_ins()] == [demonstration_account.email]

# make start runs Muster here; make check is the quick loop; make test runs everything. Settings go before: PORT=8001 make start
PYTHON ?= python3
BIN := .venv/bin
# Where this is set, each process would compile every module anew, and the tests start many.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: start check test soak bench pictures translations requirements

start: .venv/bin/python
	@$(call install,requirements.txt)
	@$(BIN)/python manage.py serve

check: .venv/bin/python
	@$(call install,requirements-dev.txt)
	@$(BIN)/python -m tests.quickly

test: .venv/bin/python
	@$(call install,requirements-dev.txt)
	@$(BIN)/python -m tests.programs
	@$(BIN)/python -m tests.checking
	@$(BIN)/python -m tests.everything

soak bench pictures: .venv/bin/python
	@$(call install,requirements-dev.txt)
	@$(BIN)/python -m tests.programs
	@$(do_$@)

do_soak = $(BIN)/pytest -m soak tests
do_bench = $(BIN)/pytest -q -s -m bench tests/bench
do_pictures = $(BIN)/python -m tests.pictures

# For maintainers: write what the public reads to the catalogues, and compile them (needs gettext). What stands at an
# address without a language, or in the back office, is English only and stays out.
ENGLISH_ONLY := var tests admin wagtailadmin account mfa usersessions licensing reports management outbox spreadsheets \
	viewsets viewsets.py *_viewset.py *_viewsets.py wagtail_hooks.py apps.py panels.py history.py importing.py series.py \
	staff.html signed_in.html footer_staff.html \
	courses/course_forms.py courses/replacing.py courses/terms.py courses/terms_forms.py feedback/messages.py \
	feedback/views/office.py home/blocks.py people/back_office.py people/forms.py people/organisation_field.py \
	people/second_step_help.py people/sign_in.py people/staff_forms.py sessions/certificate_files.py \
	sessions/charging.py sessions/clashes.py sessions/clock.py sessions/employers.py sessions/past_*.py sessions/forms/past_*.py sessions/finishing.py \
	sessions/repeating.py sessions/sample_letters.py sessions/scheduling.py sessions/settling_charges.py \
	sessions/forms/changing_on_behalf.py sessions/forms/days.py sessions/forms/facts.py sessions/forms/officer.py \
	sessions/forms/on_behalf.py sessions/forms/planning.py sessions/forms/sealing.py sessions/forms/warned.py
translations:
	$(BIN)/python manage.py makemessages --all --no-obsolete --no-wrap --add-location=file --ignore=.venv $(ENGLISH_ONLY:%=--ignore='%')
	$(BIN)/python manage.py compilemessages --ignore=.venv

# For maintainers: pin what the .in files name, with hashes.
requirements:
	$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt

# Each thing that may be missing has its own sentence.
.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Muster needs Python 3.11 or newer: install it, on Debian with: apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Muster needs Python 3.11 or newer; this is $$($(PYTHON) --version). Name another with PYTHON=python3.11 make start"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: install it, on Debian with: apt install python3-venv"; exit 1; }
	@echo "Making .venv …"
	@rm -rf .venv && $(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

# Installs a requirements file unless the copy kept from the last time is the same.
define install
cmp -s $(1) .venv/$(1) || { \
	echo "Installing $(1) …"; \
	$(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes --only-binary :all: -r $(1) \
		&& cp $(1) .venv/$(1); } || { echo "$(1) could not be installed: see above; a network is needed the first time."; exit 1; }
endef

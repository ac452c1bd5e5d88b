# make setup | run | test | bench | audit | lock. Without make, see "Without make" in the README.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup run test check bench audit lock

setup: .venv/installed

run: setup
	$(BIN)/streamlit run app.py

test: check
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/pytest tests --ignore=tests/browser --cov --cov-report=term-missing:skip-covered -q $(SIDE_BY_SIDE)
	$(BIN)/pytest tests/browser -q $(BROWSERS)

# A worker for each core; one that is done takes over from the others what they have not begun.
SIDE_BY_SIDE := -n logical --maxprocesses 4 --dist worksteal
# Somebody at a browser waits much of the time; what the other two leave of two cores is enough for a third.
BROWSERS := -n 3 --dist worksteal

check: .venv/installed-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/bandit -q -r lib app.py pages -c pyproject.toml

bench: .venv/installed-tests
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.hosted
	$(BIN)/python -m tests.bench.contacts
	$(BIN)/python -m tests.bench.contacts_page
	$(BIN)/python -m tests.bench.coach
	$(BIN)/python -m tests.bench.feed
	$(BIN)/python -m tests.bench.matrix
	$(BIN)/python -m tests.bench.saving

# Asks over the internet for known holes in what requirements.lock pins; fails where it can't ask, too.
audit: .venv/installed-tests
	$(BIN)/python -m tests.dependency_audit

# Names, versions and hashes only: no registry's host, no path of this machine.
lock: .venv/installed-tests
	$(BIN)/uv pip compile pyproject.toml $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group test -c requirements.lock $(LOCK) -o requirements-test.lock

LOCK := --no-strip-extras --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet

.venv/installed: requirements.lock
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Askwell needs Python 3.11 or newer; set PYTHON=python3.12, for example.')"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/installed-tests: requirements-test.lock .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

# Everything a person does to this project; `make` or `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
# The first Python of at least 3.11 on this machine; `make setup PYTHON=/path/to/python` picks another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
# What follows the command, as in `make demo ARGS=--script`.
ARGS ?=
TEXTS := build/bot.pot

.PHONY: help setup demo run test check lint messages outside letters reading bench year torture hostile broken mutants audit lock

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: .venv/installed ## Make .venv from the lock file; again only when the lock has changed

# Two steps, since pip checks hashes of everything or of nothing, and a folder has none.
.venv/installed: requirements/dev.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it with PYTHON=…" >&2; exit 2; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	$(PIP) install --require-hashes -r requirements/dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## Live a year of the E-waste IMG in this terminal (ARGS=--script plays the tour)
	@$(BIN)/python -m bot demo $(ARGS)

run: setup ## Run the bot with the settings of .env
	@$(BIN)/python -m bot run

test: lint ## Everything that has to hold: style, types, import rules, tests
	$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

check: lint ## For every save: style, types, import rules, and the tests without PostgreSQL and child processes
	$(BIN)/pytest -n 2 --dist worksteal --quick $(ARGS)

lint: setup ## Style, types and import rules only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

messages: setup ## Bring the catalogues of bot/locales up to date with the texts in the code
	@mkdir -p build
	$(BIN)/python -m babel.messages.frontend -q extract -F babel.cfg -k N_ --add-location=file --sort-by-file -o $(TEXTS) bot
	$(BIN)/python -m babel.messages.frontend -q update -i $(TEXTS) -D bot -d bot/locales --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date

outside: ## Install the programs in which the tests open calendars, pages, mail and files (Debian; needs root)
	apt-get install -y --no-install-recommends khal calcurse chromium mblaze libreoffice-calc-nogui libreoffice-writer-nogui

letters: setup ## 3,000 letters to a mail server that loses, puts off and refuses (minutes)
	@$(BIN)/python -m tests.mail.many $(or $(ARGS),3000)

reading: setup ## How well the plans of the corpus are read: right, asked, wrong, lost, invented
	@$(BIN)/python -m tests.reading

bench: setup ## Measure beside the floor of the same run (minutes)
	$(BIN)/python -m tests.benchmarks $(ARGS)

year: setup ## Many lives of half a year, each held against the domain's table (ARGS=STORIES=100; minutes)
	@env STORIES=40 $(ARGS) $(BIN)/python -m pytest -q tests/year

torture: setup ## The long forms of the delivery tests, and attacks (ARGS=attack, ARGS=NAME; about an hour in all)
	@$(BIN)/python -m tests.torture $(ARGS)

hostile: setup ## Every hostile text in every act (minutes)
	@env HOSTILE=100 $(BIN)/python -m pytest -q tests/core/test_hostile_acts.py $(ARGS)

broken: setup ## 100,000 broken requests before the door (ARGS=BROKEN=1000000; minutes)
	@env BROKEN=100000 $(ARGS) $(BIN)/python -m pytest -q tests/slack/test_broken_bodies.py

mutants: setup ## Break delivery and rights on purpose, in a copy: the tests must notice (ARGS=WORD; half an hour)
	@$(BIN)/python -m tests.mutants $(ARGS)

# A tool of its own, so that what looks for holes adds none to what runs.
.audit/installed: requirements/audit.lock
	test -x .audit/bin/python || "$(PYTHON)" -m venv .audit
	.audit/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/audit.lock
	@touch $@

audit: setup .audit/installed ## Look up known holes in what runs, and list it (build/bom.cdx.json, CycloneDX)
	@$(BIN)/python -m tests.audit .audit/bin/pip-audit

lock: setup ## Write the lock files anew from pyproject.toml (ARGS=--upgrade for newest versions)
	$(COMPILE) $(ARGS) --output-file requirements/runtime.lock pyproject.toml
	$(COMPILE) $(ARGS) --extra dev --all-build-deps --constraint requirements/runtime.lock \
		--output-file requirements/dev.lock pyproject.toml
	$(COMPILE) $(ARGS) --output-file requirements/audit.lock requirements/audit.in

# `make demo` and `make test` are all a newcomer needs; `make help` lists the rest.
PYTHON ?= python3
PY := .venv/bin/python
TEST_SETTINGS := DJANGO_SETTINGS_MODULE=config.settings_test
LOCK := $(PY) scripts/lock.py

.PHONY: help setup setup-dev demo test check bench screenshots lock format messages
.PHONY: check-lint check-format check-templates check-imports check-migrations check-translations check-deploy check-lengths
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## environment, keys, fonts and translations; nothing when all is there
	@$(PYTHON) scripts/bootstrap.py

setup-dev: ## the same, with what tests and checks need
	@$(PYTHON) scripts/bootstrap.py --dev

demo: setup ## the demo district with its annual report, served on 127.0.0.1:8000 (PORT=)
	@$(PY) scripts/demo.py

test: setup-dev ## all tests; DATABASE_URL=… for PostgreSQL, ARGS=… for pytest
	@$(PY) -m pytest -n auto $(ARGS)

check: setup-dev ## lint, formats, imports, migrations, translations, deployment settings
	@$(MAKE) --no-print-directory --keep-going check-lint check-format check-templates check-imports \
		check-migrations check-translations check-deploy check-lengths

check-lint:
	$(PY) -m ruff check --quiet .

check-format:
	$(PY) -m ruff format --quiet --diff .

check-templates:
	$(PY) -m djlint --quiet --lint templates

check-imports:
	.venv/bin/lint-imports --no-cache --no-logo

check-migrations:
	$(TEST_SETTINGS) $(PY) manage.py makemigrations --check --dry-run

check-translations:
	$(PY) scripts/check_translations.py

check-deploy:
	HTTPS=true DEBUG=false ALLOWED_HOSTS=desk.example.org $(PY) manage.py check --deploy --fail-level WARNING

check-lengths:
	$(PY) scripts/check_lengths.py

bench: setup-dev ## the benchmarks, as ratios, to docs/benchmarks.md
	@$(PY) -m benchmarks

screenshots: setup-dev ## the README's pictures, to docs/screenshots (needs chromium-l10n and poppler-utils)
	@SCREENSHOTS=1 REQUIRE_BROWSER=1 $(PY) -m pytest -n 0 tests/browser/test_screenshots.py

lock: setup-dev ## requirements.txt and requirements-dev.txt from pyproject.toml, with hashes
	@$(LOCK)

messages: setup-dev ## new and changed texts into locale/*.po (needs gettext)
	@$(PY) manage.py makemessages -l zh_Hans -l zh_Hant --no-location --no-wrap --no-obsolete -i .venv -i var -i tests

format: setup-dev ## format the Python code
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix --quiet .

# make run           start the site (PORT=8123, DEMO=0 for an empty one, DATA_DIR=... for where data lives)
# make test          all tests; ARGS="-k name" passes options on
# make check         style, types, layers, migrations, deployment settings
# make validate      every page of the demonstration through the Nu HTML Checker (needs npm and Java)
# make bench         measure; make screenshots draws the pictures in the documentation
# make bench-search  how well the search finds, and how fast (SEARCH_PACK=... for where the public questions are)
# make explain   write docs/checks.md from the checks themselves
# make messages      bring the catalogues of sentences (locale/) up to date, and compile them

PYTHON ?= python3
VENV ?= .venv
ARGS ?=
BIN = $(VENV)/bin

# Given on the command line or in the environment; left alone otherwise.
export VENV PORT DEMO DATA_DIR

.PHONY: run test check validate bench bench-search screenshots messages explain dev

run:
	@$(PYTHON) portal/launch.py

dev:
	@$(PYTHON) portal/launch.py --install requirements-dev.txt

test: dev
	$(BIN)/python -m pytest $(ARGS)

# The deployment check runs as a site on the internet would; its data directory is a scratch one.
check: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djade --target-version 5.2 --check $$(find . -name '*.html' -path '*templates*' -not -path './$(VENV)/*' -not -path './.venv/*')
	DATA_DIR=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/lint-imports
	DATA_DIR=$$(mktemp -d) DATABASE_URL= SITE_URL=https://health.example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

validate: dev
	$(BIN)/python -m tests.html.validate

bench: dev
	$(BIN)/python -m tests.bench $(ARGS)

bench-search: dev
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.search_bench $(ARGS)

screenshots: dev
	$(BIN)/python -m tests.screenshots $(ARGS)

explain: dev
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.checks_page

messages: dev
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.messages

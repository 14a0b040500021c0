# `make run` and `make test` do everything on a fresh machine; second runs start in seconds.

PYTHON ?= python3
JOBS ?= auto
FUZZ_MINUTES ?= 10
SWEEP_JOBS ?= $(shell nproc 2> /dev/null || echo 1)
VENV := .venv
BIN := $(VENV)/bin
GEOGRAPHY_VENV := .venv-geography
PIP := -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test quick lint format scripts bench audit coverage fuzz sweep docs geography fonts pictures browser clean

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/installed ## show the shipped journey in the browser
	@trap 'exit 0' INT; $(BIN)/python -m streamlit run dashboard.py --server.fileWatcherType=auto

test: lint browser ## check style and types, then run all tests (PYTEST_ARGS="-k dates")
	$(BIN)/python -m pytest -n $(JOBS) $(PYTEST_ARGS)

quick: $(VENV)/installed-test ## the tests of a first hour: no browser, Node or servers, few pictures, few examples of each property
	$(BIN)/ruff check --quiet
	$(BIN)/python -m pytest -n $(JOBS) -m "not browser and not slow" --hypothesis-profile=few $(PYTEST_ARGS)

fuzz: $(VENV)/installed-test ## try all properties with other examples than `make test` (FUZZ_MINUTES=10)
	$(BIN)/python tests/fuzz.py --minutes $(FUZZ_MINUTES) $(PYTEST_ARGS)

sweep: $(VENV)/installed-test ## draw 500 random journeys in all sizes and look for what is false (SWEEP_ARGS="--journeys 50")
	$(BIN)/python tests/sweep.py --jobs $(SWEEP_JOBS) $(SWEEP_ARGS)

coverage: $(VENV)/installed-test ## count the branches that tests without a browser take (95 % at least)
	$(BIN)/python -m pytest -n $(JOBS) -m "not browser" --cov=routemap --cov-branch $(PYTEST_ARGS)

lint: $(VENV)/installed-test node_modules/installed ## check style, format and types
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	npm run --silent lint
	npm run --silent types

format: $(VENV)/installed-test node_modules/installed ## fix style and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	npm run --silent format

scripts: node_modules/installed ## bundle the scripts anew (needs Node)
	npm run --silent build

bench: $(VENV)/installed-test browser ## run every benchmark and write benchmarks/RESULTS.md (BENCH_ARGS=--quick: only see that they run)
	$(BIN)/python $(PIP) --requirement benchmarks/peers/requirements.txt
	$(BIN)/python benchmarks/report.py $(BENCH_ARGS)

docs: $(VENV)/installed-test ## build the documentation into docs/_build
	$(BIN)/python -m sphinx --quiet --fail-on-warning docs docs/_build

audit: $(VENV)/installed-test ## ask for known weaknesses of what routemap runs on
	$(BIN)/python tools/audit.py

geography: $(GEOGRAPHY_VENV)/installed ## build the shipped land, water, borders and ways anew
	$(GEOGRAPHY_VENV)/bin/python tools/build_geography.py
	$(GEOGRAPHY_VENV)/bin/python tools/build_gazetteer.py
	$(GEOGRAPHY_VENV)/bin/python tools/build_railway.py
	$(GEOGRAPHY_VENV)/bin/python tools/build_china.py

fonts: $(GEOGRAPHY_VENV)/installed ## build the shipped typefaces anew (needs npm)
	$(GEOGRAPHY_VENV)/bin/python tools/build_fonts.py
	$(GEOGRAPHY_VENV)/bin/python tools/build_paper_fonts.py

pictures: $(VENV)/installed-test browser ## take the README's pictures anew
	$(BIN)/python tools/take_pictures.py

clean: ## remove what make and the tools made
	rm -rf $(VENV) $(GEOGRAPHY_VENV) node_modules dist docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Stamps: a rule runs again only when what stands right of its colon is newer.

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "routemap needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2> /dev/null || \
	    { echo "$(PYTHON) cannot make virtual environments; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: pyproject.toml | $(VENV)/created
	$(BIN)/python $(PIP) --editable .
	@touch $@

# The extra's packages only: the package itself is installed by the rule above.
$(VENV)/installed-test: pyproject.toml | $(VENV)/installed
	@$(BIN)/python -c 'import tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
	    print(*project["optional-dependencies"]["test"], sep="\n")' > $(VENV)/test-packages.txt
	$(BIN)/python $(PIP) --requirement $(VENV)/test-packages.txt
	@touch $@

$(GEOGRAPHY_VENV)/installed: tools/requirements.txt | $(VENV)/created
	$(PYTHON) -m venv $(GEOGRAPHY_VENV)
	$(GEOGRAPHY_VENV)/bin/python $(PIP) --requirement tools/requirements.txt
	@touch $@

node_modules/installed: package.json
	@command -v npm > /dev/null || \
	    { echo "the scripts are checked and bundled by Node; install Node 20 or newer with npm" >&2; exit 1; }
	npm install --silent
	@touch $@

# A browser for the tests: one that is there, else the distribution's, else Playwright's.
browser: | $(VENV)/installed-test
	@for name in chromium chromium-browser google-chrome; do \
	    if command -v $$name > /dev/null; then exit 0; fi; \
	done; \
	if $(BIN)/python -c 'import os, sys; from playwright.sync_api import sync_playwright; \
	    sys.exit(not os.path.exists(sync_playwright().start().chromium.executable_path))'; \
	then exit 0; fi; \
	if command -v apt-get > /dev/null; then \
	    if [ "$$(id -u)" = 0 ]; then root=env; \
	    elif sudo -n true 2> /dev/null; then root=sudo; \
	    fi; \
	    if [ -n "$$root" ] && $$root apt-get update -qq && \
	        $$root apt-get install -qq --yes --no-install-recommends chromium > /dev/null; \
	    then exit 0; fi; \
	fi; \
	$(BIN)/python -m playwright install chromium

# Everything a person or a build machine does with this repository. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
BIN := $(VENV)/bin
JOBS ?= 3
PYTEST_ARGS ?=
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate -q --custom-compile-command "make lock"

# The first interpreter that starts and is new enough; PYTHON=/path/to/python overrides the search.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1 && echo "$$p" && break; done)

PORT ?= 8000

.PHONY: help run hub test lint format typecheck docs unit explore postgresql contract bench lock reference picture clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run ## set up, assess examples/purchases.csv, write the report to out/
	@$(BIN)/fairlead assess examples/purchases.csv --output out
	@printf '\nNext:\n'
	@printf '  open out/purchases-assessment.html                 the full report, in a browser\n'
	@printf '  $(BIN)/fairlead assess YOUR.csv --output out    the same for your own list\n'
	@printf '  $(BIN)/fairlead dossier country Bangladesh      what is known of the largest origin of the example\n'
	@printf '  $(BIN)/fairlead letter draft convene_plan --state Bangladesh   the draft of a letter to its government\n'
	@printf '  $(BIN)/fairlead --help                          everything else\n'

hub: $(VENV)/.hub ## set up and serve the web application on this machine (PORT=8000)
	@$(BIN)/fairlead hub serve --port $(PORT)

test: $(VENV)/.dev ## set up for development and run every check
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint typecheck docs
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory postgresql

lint: $(VENV)/.dev ## ruff: mistakes and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/.dev ## ruff: mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

typecheck: $(VENV)/.dev ## mypy, strict
	@$(BIN)/mypy

docs: $(VENV)/.dev ## build the documentation strictly into docs/_build/html
	@$(BIN)/python -m sphinx -W -n --keep-going -q -b html docs docs/_build/html

# One thread per worker: workers with several BLAS threads each are slower on two cores. Three workers, for some tests wait.
unit: $(VENV)/.dev ## pytest with doctests (PYTEST_ARGS="-k name" to choose)
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

explore: ## pytest as in unit, but property tests draw new examples (what they find becomes an example of its own)
	@FAIRLEAD_EXPLORE=1 $(MAKE) unit

# Left out: how pages look and pages of facts, which store nothing; crash, concurrency and backup, which started a
# PostgreSQL of their own in the run before; what is random or whole, which runs here before a release.
SAME := browser matrix lookup documents help home worldmap language export crash concurrency backup isolation contract
postgresql: $(VENV)/.dev ## the hub's tests once more, on a PostgreSQL of their own (if it is installed)
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python tools/with_postgresql.py \
		$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile tests/hub $(SAME:%=--ignore=tests/hub/%) $(PYTEST_ARGS) || [ $$? -eq 77 ]

contract: $(VENV)/.dev ## before a release: 20,000 API cases for every role, 5,000 sequences of isolation, the whole matrix
	@FAIRLEAD_CONTRACT=20000 FAIRLEAD_FUZZ=100 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -q -s tests/hub/contract
	@FAIRLEAD_SEQUENCES=5000 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -q -s tests/hub/isolation
	@FAIRLEAD_WHOLE_MATRIX=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -q tests/hub/matrix
	@FAIRLEAD_BROWSER=each OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -q tests/hub/browser/every_page
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python tools/with_postgresql.py \
		$(BIN)/python -m pytest -q tests/hub/contract tests/hub/isolation tests/hub/matrix || [ $$? -eq 77 ]

bench: $(VENV)/.dev ## measure speed and memory: ratios, and the limits beside
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python "$$file"; done

reference: $(VENV)/.dev ## write docs/reference/cli.md from the commands
	@$(BIN)/python tools/write_cli_reference.py

picture: $(VENV)/.dev ## draw docs/images from the example's report and the hub (needs Chromium)
	@$(BIN)/python tools/picture.py

lock: ## lock the dependencies again (maintainers; needs uv)
	$(LOCK) --group build -o requirements/run.txt
	$(LOCK) --group build --extra hub -c requirements/run.txt -o requirements/hub.txt
	$(LOCK) --group build --group dev --extra parquet --extra postgresql -c requirements/hub.txt -o requirements/dev.txt

clean: ## remove what the other targets made, the environment too
	rm -rf $(VENV) out docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Fairlead needs Python 3.11, 3.12 or 3.13, and none was found." >&2; \
		echo "Install one (https://www.python.org/downloads/) or name yours: make run PYTHON=/path/to/python3.12" >&2; \
		exit 1; fi
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
		echo "$(PYTHON) is not Python 3.11, 3.12 or 3.13 (or does not start). Name another: make run PYTHON=..." >&2; exit 1; }
	@echo "Setting up $(VENV) with $$("$(PYTHON)" --version) (once; under a minute)"
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python could not make an environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.hub: requirements/hub.txt $(VENV)/.run | $(BIN)/python
	@echo "Installing what the web application needs (once)"
	@$(PIP) --require-hashes -r requirements/hub.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run | $(BIN)/python
	@echo "Installing what the tests and the documentation need (once)"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

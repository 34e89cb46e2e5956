# Needs Python 3.11, git and make. `make help` lists what there is.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALLED := .venv/.installed
PO := $(wildcard */locale/*/LC_MESSAGES/django.po platform/agora/locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)
CODE := platform tenants participation billing club_utilisateurs infra tests .ci
TYPED = $(shell find tenants participation billing club_utilisateurs -regex '.*/\(actions\|queries\|rules\)\(/[a-z_]*\)?\.py')
export PORT RESET ONLY
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help install messages browser tools storage demo test check bench fuzz format clean
.DEFAULT_GOAL := help

help:  ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Agora needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "The venv module is missing; on Debian: apt install python3-venv"; exit 1; }
	@# The lock names everything: nothing to resolve, so a newer release elsewhere changes nothing.
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

%.mo: %.po $(INSTALLED)
	@$(BIN)/pybabel --quiet compile -i $< -o $@

install: $(INSTALLED) $(MO) | build  ## The virtual environment and the compiled messages

build:
	@mkdir -p build

messages: $(INSTALLED)  ## Look for new sentences to translate and put them in the catalogues
	$(BIN)/python .ci/messages.py update

browser:
	@.ci/browser

tools:
	@.ci/tools caddy pebble promtool pgbouncer postgres terraform \
		prometheus-alertmanager prometheus-node-exporter prometheus-postgres-exporter

storage:
	@.ci/s3rver

demo: install  ## A provider and three lively cities, http://console.localhost:8000 (PORT=, RESET=1)
	@$(BIN)/agora demonstrate

# What covers actions and rules whole: these tests alone are traced, at half their time again.
STANDS_ON = agora/exports agora/files agora/search participation/comments participation/consultations \
	participation/proposals participation/sharing participation/supports club_utilisateurs/demo \
	club_utilisateurs/views
TRACED = $(sort $(shell find tests -path tests/bench -prune -o -name 'test_*.py' \( -path '*/actions/*' \
	-o -name 'test_actions*' -o -name 'test_rules*' $(STANDS_ON:%=-o -path 'tests/%/*') \) -print) \
	$(wildcard tests/agora/test_*.py tests/participation/test_*.py) tests/billing/test_issuing.py \
	tests/billing/test_tasks.py tests/club_utilisateurs/test_farewell.py)
ALONE = -m "not bench and not fuzz" --ignore=tests/journeys --ignore=tests/running

test: install browser tools storage  ## Every test, two at a time, and the coverage of actions and rules
	@$(BIN)/pytest -n 2 -rs --junitxml=build/tests.xml $(ALONE) $(TRACED:%=--ignore=%)
	@$(BIN)/pytest -n 2 -rs --junitxml=build/traced.xml $(ALONE) --cov --cov-report= $(TRACED)
	@# A browser's loop, committed rows and killed processes are no company for the other tests.
	$(BIN)/pytest -n 2 --dist loadfile -rs --junitxml=build/journeys.xml -m "not fuzz" tests/running tests/journeys
	$(BIN)/coverage report --include='*/actions.py,*/actions/*,*/rules.py,*/rules/*' \
		--show-missing --skip-covered --fail-under=100

check: install  ## Format, lint, types, import contracts, migrations, templates, spelling, translations
	@$(MAKE) --no-print-directory --keep-going --jobs 2 --output-sync=target $(CHECKS)

CHECKS := check-types check-format check-lint check-imports check-migrations check-templates \
	check-messages check-spelling check-terraform check-image check-compose check-units check-edge \
	check-chart
.PHONY: $(CHECKS)

check-format:
	$(BIN)/ruff format --check $(CODE)
check-lint:
	$(BIN)/ruff check --quiet --output-format concise $(CODE)
check-imports:
	@$(BIN)/lint-imports --no-logo >build/imports.txt || { cat build/imports.txt; exit 1; }
check-types:
	@AGORA_DATABASE_URL=none $(BIN)/mypy --no-error-summary platform/agora $(TYPED)
check-migrations:
	@$(BIN)/agora makemigrations --check --dry-run --verbosity 0
check-templates:
	$(BIN)/python .ci/templates.py
check-messages:
	$(BIN)/python .ci/messages.py check
check-spelling:
	$(BIN)/python .ci/spelling.py
check-edge:
	@.ci/edge
check-image:
	$(BIN)/hadolint infra/docker/Dockerfile
check-compose:
	$(BIN)/yamllint --strict infra
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec infra/compose/compose.yaml
check-units:
	@.ci/units
check-terraform:
	@.ci/terraform
check-chart:
	@$(BIN)/yamllint --strict helm
	@$(BIN)/python .ci/chart.py

bench: install browser tools  ## Ratios and counts side by side in one run, into build/bench.json (ONLY=name)
	$(BIN)/pytest tests/bench -p no:randomly -p tests.figures --figures=build/bench.json \
		-m bench $(if $(ONLY),-k "$(ONLY)") -q

fuzz: install browser tools storage  ## Random, chaos and volume tests at full size, into build/fuzz*.json (ONLY=name)
	@$(MAKE) --no-print-directory --keep-going fuzz-alone fuzz-together fuzz-former

.PHONY: fuzz-alone fuzz-together fuzz-former
fuzz-alone:
	$(call FULL,fuzz,tests --ignore=tests/journeys --ignore=tests/running)
fuzz-together:
	$(call FULL,fuzz-processes,tests/running tests/journeys)
# Walls, fleet, numbers, moves and backups once more, on the other server that the package carries.
fuzz-former:
	AGORA_EMBEDDED_POSTGRES=16 $(BIN)/pytest -n 2 -q tests/agora/context tests/agora/cli/backup \
		tests/tenants tests/billing/test_numbering.py tests/participation/opendata \
		-m "not bench and not fuzz" $(NAMED)
FULL = AGORA_FUZZ=full $(BIN)/pytest $(2) -p tests.figures --figures=build/$(1).json \
	-m "fuzz or slow" -q $(NAMED)
# Nothing of that name in one of the parts is no failure.
NAMED = $(if $(ONLY),-k "$(ONLY)" || [ $$? = 5 ])

format: $(INSTALLED)  ## Put the code in shape
	$(BIN)/ruff check --quiet --fix $(CODE)
	$(BIN)/ruff format --quiet $(CODE)

clean:  ## Forget what was built (the demonstration's data stay)
	rm -rf build .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .coverage*

# Every command of the project. `make help` lists them.

PORT ?= 5005
ACTION_PORT ?= 5055
DAYS ?= 30
EXAMPLES ?= 10000
DOCUMENTS ?= ../shared/documents
UNREACHABLE ?= fail

PYTHON := .venv/bin/python
MODEL := models/assistant.tar.gz
DETECTOR := models/red_flags.safetensors
INDEX := models/facts.indexed

# Rasa: no reports to its makers, no warnings about its own old parts, one thread a process.
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3
export PYTHONWARNINGS := ignore
export OMP_NUM_THREADS := 1
export ACTION_ENDPOINT_URL ?= http://localhost:$(ACTION_PORT)/webhook

TRAINING := config.yml domain.yml $(shell find data assistant/facts/subjects -name "*.yml") $(wildcard assistant/nlu/*.py assistant/dialogue/*.py assistant/encoder/*.py)
# What the detector learns from and with; how its verdicts are used (weighing.py) can change without learning anew.
FLAGS := $(shell find assistant/red_flags data/nlu assistant/facts/subjects -name '*.yml' -not -path '*/languages/*') \
	$(filter-out %/weighing.py %/languages.py %/__main__.py,$(wildcard assistant/red_flags/*.py assistant/text/* assistant/encoder/*.py))

.PHONY: help setup train chat serve test fuzz reliability lint check safety bench load overload soak evaluate unanswered purge audit sbom licences lock clean
.DEFAULT_GOAL := help

help: ## List these commands.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

setup: .venv/installed ## Install everything into .venv (when the lock files changed).

.venv/installed: requirements-dev.txt requirements-weights.txt .python-version script/setup
	@script/setup

train: $(MODEL) $(DETECTOR) $(INDEX) ## Train what is learned (when what it is learned from changed).

$(DETECTOR): $(FLAGS) | .venv/installed
	@echo "train: the red-flag detector (some minutes the first time, then seconds)"
	@$(PYTHON) -m assistant.red_flags train

$(MODEL): $(TRAINING) | .venv/installed
	@$(PYTHON) -m assistant.check >/dev/null
	@echo "train: the dialogue model (some minutes the first time, then seconds)"
	@$(PYTHON) -m assistant.quiet rasa train --fixed-model-name assistant
	@touch $@

$(INDEX): $(wildcard assistant/facts/subjects/*.yml assistant/encoder/*.py) | .venv/installed
	@echo "train: the vectors of the facts (a minute the first time, then seconds)"
	@$(PYTHON) -m assistant.facts index
	@touch $@

chat: train ## Talk with the assistant in the terminal.
	@$(PYTHON) -m assistant.launch chat --port $(PORT) --action-port $(ACTION_PORT)

serve: train ## Serve it on port 5005 (web chat, REST), until Ctrl-C.
	@$(PYTHON) -m assistant.launch serve --port $(PORT) --action-port $(ACTION_PORT)

test: train ## Run every test, in two processes; then those that need the machine alone.
	@$(PYTHON) -m pytest --numprocesses 2 --dist loadgroup -m "not alone"
	@$(PYTHON) -m pytest -m alone

fuzz: train ## Try EXAMPLES random texts, files, bodies and events in all (10000; some fifty a second).
	@FUZZ_EXAMPLES=$(EXAMPLES) $(PYTHON) -m pytest tests/fuzz --hypothesis-show-statistics

reliability: train ## Break each part of it, and write what came of it into docs/reliability.md.
	@WITNESS=write $(PYTHON) -m pytest -m "fault or last"

lint: .venv/installed ## Check style, types and YAML.
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy assistant actions bench supply
	@$(PYTHON) -m yamllint --strict .

check: .venv/installed ## Check the data files, the facts against the documents, and Rasa's data.
	@$(PYTHON) -m assistant.check
	@$(PYTHON) -m assistant.facts check --documents $(DOCUMENTS)
	@$(PYTHON) -m rasa data validate --fail-on-warnings

safety: $(DETECTOR) ## Measure how well red flags are found; writes docs/safety/ with a report and a chart.
	@$(PYTHON) -m bench.safety

bench: train ## Measure how fast it is: writes docs/bench.md (red flags) and docs/speed.md (all of it beside a stock Rasa).
	@$(PYTHON) -m bench.speed
	@$(PYTHON) -m bench.side_by_side $(if $(FROM_SCRATCH),--from-scratch)

load: .venv/installed ## Have fifty web chats at once for two minutes with what `make serve` serves.
	@$(PYTHON) -m bench.load --url http://localhost:$(PORT)

overload: .venv/installed ## Put five times the rated load for a minute on what `make serve` serves.
	@$(PYTHON) -m bench.overload --url http://localhost:$(PORT)

soak: train ## Have 20,000 messages with it, and see whether memory and connections stay as they were (Linux; an hour).
	@$(PYTHON) -m bench.soak --port $(PORT) --action-port $(ACTION_PORT)

evaluate: train ## Measure how well it understands questions (some minutes); writes docs/understanding.md.
	@$(PYTHON) -m bench.understanding

unanswered: .venv/installed ## List what nobody could answer, and how answers were rated.
	@$(PYTHON) -m assistant.kept

purge: .venv/installed ## Delete conversations in which nothing was said for DAYS days (for cron).
	@$(PYTHON) -m assistant.purge --days $(DAYS)

.audit/installed: requirements-audit.txt script/audit-tools | .venv/installed
	@script/audit-tools

audit: .audit/installed ## Look for known vulnerabilities (UNREACHABLE=pass: where nobody can be asked, only say so).
	@$(PYTHON) -m supply.vulnerabilities --unreachable $(UNREACHABLE)

licences: .audit/installed ## List the licences of all packages; writes docs/licences.md.
	@$(PYTHON) -m supply.licences

sbom: .audit/installed ## List what it runs on, with hashes, for machines (CycloneDX); writes results/sbom.json.
	@mkdir -p results
	@cat requirements.txt requirements-weights.txt | .audit/bin/cyclonedx-py requirements --output-reproducible --short-PURLs -o results/sbom.json -
	@echo "sbom: results/sbom.json"

lock: ## Pin all dependencies anew, with hashes (needs uv).
	@uv pip compile --quiet --python-version 3.10 --generate-hashes --no-emit-index-url requirements.in -o requirements.txt
	@uv pip compile --quiet --python-version 3.10 --generate-hashes --no-emit-index-url requirements.in requirements-dev.in -o requirements-dev.txt
	@uv pip compile --quiet --python-version 3.10 --generate-hashes --no-emit-index-url requirements-audit.in -o requirements-audit.txt

clean: ## Remove what was installed and trained.
	@rm -rf .venv .audit .rasa results $(MODEL) $(DETECTOR) $(INDEX) models/vectors.npz

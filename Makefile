# Two commands set everything up: `make demo` and `make test`.
# PYTHON is any Python from 3.11 on; everything is installed into .venv, nothing elsewhere.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: docs demo test quick format lint types tests lock bench models clean messages

# Translate the sample articles with the demo models, show the review, export the drafts.
demo: $(VENV)/.run
	@rm -rf build/demo && mkdir -p build/demo
	@cp -R dragoman.yaml seeds build/demo/
	cd build/demo && ../../$(BIN)/dragoman translate --models demo
	cd build/demo && ../../$(BIN)/dragoman status
	cd build/demo && ../../$(BIN)/dragoman export --accept draft --to-folder drafts
	@echo
	@echo "The Persian article, build/demo/drafts/fa/flood.md:"
	@echo
	@sed -n '1,24p' build/demo/drafts/fa/flood.md
	@echo
	@echo "Next: make a newsroom of your own, step by step: The first ten minutes in README.md."

# Format, lint, types and tests.
test: format lint types tests

format: $(VENV)/.dev
	$(BIN)/ruff format --check .

lint: $(VENV)/.dev
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

# What is compiled is kept, also where the system asks programs to keep nothing: the tests start
# hundreds of processes, and each would compile all of Dragoman.
tests quick: export PYTHONDONTWRITEBYTECODE =
tests: $(VENV)/.dev
	$(BIN)/python -m compileall -q src
	$(BIN)/python -m pytest -n auto --dist worksteal

# The tests of what is pure: no command, no model, no browser, and few random cases.
QUICK := tests/test_layers.py $(addprefix tests/, catalog difference facts handyaml inline \
         languages review segment signature typography)
quick: $(VENV)/.dev
	$(BIN)/python -m compileall -q src
	$(BIN)/python -m pytest -q -n auto --hypothesis-profile=quick -k 'not takes_no_longer' $(QUICK)

# argostranslate is installed without its own dependencies: see requirements/README.md.
$(VENV)/.run: requirements/run.txt requirements/argostranslate.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Dragoman needs Python 3.11 or later: make demo PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --require-hashes --no-deps -r requirements/argostranslate.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# Resolve the requirements anew. Needs uv on the PATH.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header
lock:
	cd requirements && $(LOCK) run.in -o run.txt
	cd requirements && $(LOCK) --no-deps argostranslate.in -o argostranslate.txt
	cd requirements && $(LOCK) dev.in -o dev.txt

# Measure the speed beside Argos Translate's: about a quarter of an hour on two quiet cores, once its
# environment of 1.5 GB is installed. TEXT is a file of sentences, one a line. What takes longer, such
# as 10,000 articles in four languages, is measured by the same programs without their options.
TEXT ?=
bench: $(VENV)/.dev
	$(BIN)/python tools/bench/speed.py $(TEXT)
	$(BIN)/python tools/bench/firefox.py $(TEXT)
	$(BIN)/python tools/bench/curve.py $(TEXT) --most 1000
	$(BIN)/python tools/bench/memory.py --segments 200000
	$(BIN)/python tools/bench/loads.py --articles 200 --only newsroom terms

# Write what is made from the program in docs/ anew: checks, commands, the layers' drawing.
docs: $(VENV)/.run
	$(BIN)/python -m tools.write_docs

# Bring the catalogs of what readers see up to date, and compile them.
messages: $(VENV)/.dev
	$(BIN)/python tools/messages/catalogs.py

# Train the demo models anew: about a quarter of an hour on two cores. torch goes into an
# environment of its own.
models: build/train/.done
	PYTHONPATH=src build/train/bin/python tools/demo/train.py

build/train/.done: requirements/run.txt tools/demo/requirements.in
	$(PYTHON) -m venv build/train
	build/train/bin/python -m pip --quiet install --require-hashes -r requirements/run.txt
	build/train/bin/python -m pip --quiet install -r tools/demo/requirements.in
	@touch $@

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Two commands are enough to start with:
#   make serve    search the sample articles at http://127.0.0.1:8000
#   make test     run every check
# Both make what they need in .venv; Python 3.11 or later is all they ask for.

PYTHON ?= $(firstword $(foreach name,python3.14 python3.13 python3.12 python3.11 python3,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
INDEX ?= var/index
RUN := $(VENV)/bin/python

.PHONY: serve index test lint unit test-long test-whoosh2 quality lock format clean

serve: $(VENV)/installed
	@test -e $(INDEX)/CURRENT || $(RUN) -m index build seeds --index $(INDEX)
	@$(RUN) -m web --index $(INDEX)

index: $(VENV)/installed
	$(RUN) -m index build seeds --index $(INDEX)

test: lint unit

lint: $(VENV)/installed-test
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

unit: $(VENV)/installed-test
	$(RUN) -m pytest

# Each example is an archive with four to eight queries.
test-long: $(VENV)/installed-test
	BACKFILE_EXAMPLES=3400 $(RUN) -m pytest tests/test_search_embedded_evaluate.py

test-whoosh2: $(VENV)/installed-test
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" sh tests/with_whoosh_2_7_4.sh

# Cleaning, facts, places and ranking against the floors that they have reached; EVAL is a folder of
# evaluation data, see benchmarks/README.md.
quality: $(VENV)/installed-test
	$(RUN) -m benchmarks.quality $(EVAL) --check
	$(RUN) -m benchmarks.headlines $(EVAL) --check
	$(RUN) -m benchmarks.standfirsts $(EVAL) --check
	$(RUN) -m benchmarks.facts $(EVAL)
	$(RUN) -m benchmarks.places $(EVAL)/places
	$(RUN) -m benchmarks.ranking $(EVAL)/relevance

format: $(VENV)/installed-test
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

# Exact versions with hashes, for every supported Python; needs network.
lock: $(VENV)/installed
	$(RUN) -m pip install --quiet uv
	$(RUN) -m uv pip compile setup.cfg --extra build --universal --python-version 3.11 --generate-hashes --quiet \
		--no-header --no-emit-index-url --upgrade -o requirements.txt
	$(RUN) -m uv pip compile setup.cfg --extra build --extra test --universal --python-version 3.11 --generate-hashes --quiet \
		--no-header --no-emit-index-url -c requirements.txt -o requirements-test.txt

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Backfile needs Python 3.11 or later; install it and run make again."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt setup.cfg | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-test: requirements-test.txt $(VENV)/installed
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

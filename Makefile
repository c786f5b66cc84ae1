# `make site` builds the handbook of this repository, `make test` runs everything. Python 3.11 or newer and
# make are all they need; the rest comes from the lock, into .venv.

VENV := .venv
BIN := $(VENV)/bin
UV ?= uv
LOCK := $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-annotate --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.PHONY: help site serve test lint bench reference lock clean

help:
	@echo 'make site       build the handbook into site/'
	@echo 'make serve      show it while you edit; the page follows every save'
	@echo 'make test       run every test, in a real browser too'
	@echo 'make lint       walls and tidiness only'
	@echo 'make bench      measure the build beside a bare MkDocs, and kill, crowd and damage it for long'
	@echo 'make reference  make the reference pages again from the code'
	@echo 'make lock       choose new versions of what this stands on (needs uv)'
	@echo 'make clean      remove what was built and installed'

site: $(VENV)/.for-site
	@$(BIN)/benchbook build

serve: $(VENV)/.for-site
	@$(BIN)/benchbook serve

test: $(VENV)/.for-tests node_modules/.package-lock.json
	@browser="$$($(BIN)/python tests/browser/find_browser.py)" && \
	BENCHBOOK_BROWSER="$$browser" $(BIN)/pytest --numprocesses auto --dist loadgroup

lint: $(VENV)/.for-tests
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@find generator -name '*.py' | xargs wc -l | awk '$$1 > 300 && $$2 != "total" { print "Long, perhaps two nouns: " $$2 ", " $$1 " lines" }'

bench: $(VENV)/.for-tests
	@$(BIN)/python -m bench $(BENCH)
	@BENCHBOOK_FAULTS=long $(BIN)/pytest tests/faults

reference: $(VENV)/.for-site
	@$(BIN)/benchbook reference docs

lock:
	$(LOCK) --upgrade pyproject.toml --group dev --output-file requirements-dev.lock
	$(LOCK) pyproject.toml --group build --constraint requirements-dev.lock --output-file requirements.lock
	$(LOCK) pyproject.toml --constraint requirements-dev.lock --output-file generator/edit/dependencies.lock

clean:
	rm -rf $(VENV) node_modules site .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# The form editor, and published schemas that tests hold reports against. Without npm those tests are skipped.
node_modules/.package-lock.json: package.json package-lock.json
	@if command -v npm >/dev/null 2>&1; then npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; \
	else echo 'npm is not here: the form editor is left out, and so are the tests that need it.' >&2; fi

# The stamps make a second run instant; they are older than a lock that changed.
$(VENV)/.for-site: requirements.lock pyproject.toml .ci/setup
	@sh .ci/setup $(VENV) requirements.lock
	@touch $@

$(VENV)/.for-tests: requirements-dev.lock pyproject.toml .ci/setup
	@sh .ci/setup $(VENV) requirements-dev.lock
	@touch $(VENV)/.for-site $@

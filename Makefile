# The only commands anybody needs. `make run` and `make test` set up everything themselves.
PY ?= python3.11
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes
VENDOR := webapp/static/vendor/.ok
STYLES := $(shell find webapp/static/scss webapp/static/css webapp/static/js webapp/static/images -type f)

.PHONY: run setup test check bench pictures lock

run: .venv/.run-ok $(VENDOR)
	@$(BIN)/python -m webapp run

setup: .venv/.run-ok $(VENDOR)
	@$(BIN)/python -m webapp setup

test: .venv/.dev-ok $(VENDOR)
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

check: .venv/.dev-ok
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: .venv/.dev-ok $(VENDOR)
	@$(BIN)/python -m tests.bench

pictures: .venv/.dev-ok $(VENDOR)
	@$(BIN)/python -m tests.browser.pictures

$(BIN)/python:
	$(PY) -m venv .venv

.venv/.run-ok: requirements/run.txt | $(BIN)/python
	$(PIP) -r requirements/run.txt
	@touch $@

.venv/.dev-ok: requirements/dev.txt | $(BIN)/python
	$(PIP) -r requirements/dev.txt
	@touch $@ .venv/.run-ok

node_modules/.package-lock.json: package-lock.json
	npm ci --silent
	@touch $@

$(VENDOR): node_modules/.package-lock.json webapp/static/assets.mjs $(STYLES)
	node webapp/static/assets.mjs
	@touch $@

# Writes the hashed locks anew; needs uv. No registry's address may get into them.
lock:
	uv pip compile -q pyproject.toml --universal -p 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements/run.txt
	uv pip compile -q pyproject.toml --all-extras --group dev --universal -p 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -c requirements/run.txt -o requirements/dev.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
	@! grep -nE '^--(extra-)?index-url|^--find-links|https?://|file:' requirements/*.txt
	@! grep -n '"resolved"' package-lock.json

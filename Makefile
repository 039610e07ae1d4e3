# Two commands matter: `make app` and `make test`. Each sets up what it needs inside this folder.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help app test lint bench demo lock browser clean
.DEFAULT_GOAL := help

help:            ## what can be made
	@grep -hE '^[a-z]+: .*##|^[a-z]+:  *##' $(MAKEFILE_LIST) | sed -E 's/:.*##/ —/' | sort

app: .venv/app   ## set up, start the app, print its address
	$(BIN)/streamlit run app.py

test: .venv/dev browser lint  ## set up with test tools and a browser, run the whole suite, a worker more than cores, at most four
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --cov=geo --cov-report=term-missing:skip-covered --cov-fail-under=90

lint: .venv/dev  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev browser  ## print the speed and size numbers, as ratios in one run
	$(BIN)/python -m benchmarks

demo: .venv/app  ## write the synthetic city into data/ again (byte for byte the same)
	$(BIN)/python -m geo demo

lock:            ## compile the requirement files again (needs uv)
	uv pip compile -q --no-strip-extras --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" requirements.in -o requirements.txt
	uv pip compile -q --no-strip-extras --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" requirements-dev.in -o requirements-dev.txt

clean:           ## remove what the other targets made
	rm -rf .venv .cache .coverage .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# A faster installer is used when it is there; nothing needs it.
define install
	@if command -v uv >/dev/null; then uv pip install -q --no-cache --python $(BIN)/python --require-hashes -r $(1); \
	else $(BIN)/python -m pip install -q --no-cache-dir --require-hashes -r $(1); fi
	@touch $@
endef

# Not every installer compiles what it installs, and then every command would start seconds later: what the
# product loads is loaded once here.
compile = @env -u PYTHONDONTWRITEBYTECODE -u PYTHONPYCACHEPREFIX $(BIN)/python -c \
	'import geo.__main__, geo.books.bookshelf, geo.books.handout, streamlit.web.bootstrap'

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
		{ echo "Python 3.11 is needed: apt-get install python3.11 python3.11-venv, or make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -q && apt-get install -yq python3.11-venv && $(PYTHON) -m venv .venv; } || \
		{ rm -rf .venv; echo "Python cannot make a virtual environment: apt-get install python3.11-venv" >&2; exit 1; }
	@touch $@

.venv/app: .venv/python requirements.txt
	$(call install,requirements.txt)
	$(compile)

.venv/dev: .venv/python requirements-dev.txt
	$(call install,requirements-dev.txt)
	$(compile)
	@touch .venv/app

browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends chromium; } || \
		{ echo "The browser tests need Chromium: install it with 'sudo apt-get install chromium' and run 'make test' again." >&2; exit 1; }

# parknet: two commands matter, `make serve` and `make test`; `make help` lists the rest.
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
LOCK := $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes \
	--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile
say = @echo "parknet: $(1)"

.DEFAULT_GOAL := help
.PHONY: help serve test soak lint format lock contract clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do printf 'make %-9s %s\n' "$$name" "$$text"; done

serve: .venv/.serve ## run parknet on this machine (settings: README.md or parknet serve --help)
	@exec $(BIN)/parknet serve

test: .venv/.test lint ## lint, types, import rules and every test that this machine can run
	@sh tests/engines/prepare.sh
	$(call say,running the tests ...)
	@$(PYTEST)

soak: .venv/.test lint ## make test with the long tests and large sizes
	@sh tests/engines/prepare.sh
	$(call say,running the tests and the long ones ...)
	@PARKNET_SOAK=1 $(PYTEST) -m "not benchmark"

lint: .venv/.test ## ruff, mypy and the import rules
	$(call say,checking style with ruff ...)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	$(call say,checking types with mypy ...)
	@$(BIN)/mypy
	$(call say,checking the import rules ...)
	@$(BIN)/lint-imports --no-logo --no-cache

format: .venv/.test ## bring the Python files into shape
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

lock: .venv/.test ## renew requirements/*.txt (UPGRADE=1: with the newest versions)
	$(call say,resolving what parknet runs on ...)
	@$(LOCK) $(if $(UPGRADE),--upgrade) --build-deps-for editable --output-file requirements/runtime.txt pyproject.toml
	$(call say,resolving what its tests need ...)
	@$(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements/dev.txt requirements/dev.in

contract: .venv/.test ## write api/openapi.json anew
	@$(BIN)/parknet openapi > .venv/openapi.json && cp .venv/openapi.json api/openapi.json
	$(call say,wrote api/openapi.json)

clean: ## remove the virtual environment and every cache; data folders stay
	@rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is newer than what it was made from, so that a second run does nothing but start.
.venv/.made:
	@for python in python3 python3.13 python3.12 python3.11 python3.14; do \
	  "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue; \
	  echo "parknet: making a virtual environment in .venv with $$("$$python" --version) ..."; \
	  "$$python" -m venv .venv && touch $@ && exit 0; \
	  echo "parknet: $$python cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	done; \
	echo "parknet: Python 3.11 to 3.14 is needed, but none was found as python3 or python3.11 to python3.14; install one of them" >&2; exit 1

.venv/.runtime: .venv/.made requirements/runtime.txt
	$(call say,installing what parknet runs on (once; about 150 MB to fetch) ...)
	@$(PIP) --require-hashes -r requirements/runtime.txt || { \
	  echo "parknet: installing failed, see above; the embedded database needs Linux with glibc 2.34 or newer, macOS on arm64, or Windows" >&2; exit 1; }
	@touch $@

.venv/.serve: .venv/.runtime pyproject.toml
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.serve requirements/dev.txt
	$(call say,installing what the tests need (once) ...)
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

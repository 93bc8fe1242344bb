# parknet: two commands matter, `make serve` and `make test`; `make help` lists the rest.
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
LOCK := $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes \
	--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
NPM := sh web/npm.sh
PAGE := src/parknet/web/dist/index.html
PAGE_SOURCES := $(shell find web/src web/public) $(wildcard web/*.html web/*.js web/*.json web/*.ts)
say = @echo "parknet: $(1)"

.DEFAULT_GOAL := help
.PHONY: help serve test soak lint page screens format lock contract bench-web bench-record bench-measures clean
.NOTPARALLEL: # pip and npm install into one folder each

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do printf 'make %-12s %s\n' "$$name" "$$text"; done

serve: .venv/.serve $(PAGE) ## run parknet on this machine (settings: README.md or parknet serve --help)
	@exec $(BIN)/parknet serve

test: .venv/.test lint page ## lint, types, import rules and every test that this machine can run
	@sh tests/engines/prepare.sh
	$(call say,running the tests ...)
	@$(PYTEST)

soak: .venv/.test lint page ## make test with the long tests and large sizes
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

page: web/node_modules/.test $(PAGE) ## types, warnings and unit tests of the page
	$(call say,checking the page ...)
	@$(NPM) run --silent check
	@$(NPM) run --silent test

screens: .venv/.test $(PAGE) ## pictures of every page and view to look at, in FOLDER (.venv/screens)
	@$(BIN)/python -m tests.browser.screens $(or $(FOLDER),.venv/screens)

format: .venv/.test ## bring the Python files into shape
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

lock: .venv/.test ## renew requirements/*.txt and web/package-lock.json (UPGRADE=1: with the newest versions)
	$(call say,resolving what parknet runs on ...)
	@$(LOCK) $(if $(UPGRADE),--upgrade) --build-deps-for editable --output-file requirements/runtime.txt pyproject.toml
	$(call say,resolving what its tests need ...)
	@$(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements/dev.txt requirements/dev.in
	$(call say,resolving what the measures are measured beside ...)
	@$(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements/peers.txt requirements/peers.in
	$(call say,resolving what builds the page ...)
	@$(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements/node.txt requirements/node.in
	@$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --silent

contract: .venv/.test web/node_modules/.test ## write api/openapi.json and the page's types of it anew
	@$(BIN)/parknet openapi > .venv/openapi.json && cp .venv/openapi.json api/openapi.json
	@$(NPM) run --silent types
	$(call say,wrote api/openapi.json and web/src/api/contract.ts)

bench-web: .venv/.test .venv/.peers $(PAGE) ## measure the page beside other libraries: tests/benchmark/README.md
	$(call say,building the pages that are measured ...)
	@$(NPM) exec -- vite build --config ../tests/benchmark/web/vite.config.ts --logLevel warn
	$(call say,measuring (some minutes) ...)
	@$(BIN)/python -m tests.benchmark.speed

bench-record: .venv/.test ## measure reading and writing on both engines: tests/benchmark/README.md
	@sh tests/engines/prepare.sh
	$(call say,measuring (some minutes) ...)
	@$(BIN)/python -m tests.benchmark.record

bench-measures: .venv/.test .venv/.others ## measure the measures and files beside other libraries: tests/benchmark/README.md
	$(call say,measuring (some twenty minutes) ...)
	@$(BIN)/python -m tests.benchmark.measures

clean: ## remove the virtual environment and every cache; data folders stay
	@rm -rf .venv web/node_modules src/parknet/web/dist dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
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
	  echo "parknet: installing failed, see above; the embedded database needs Linux with glibc 2.34 or newer, or macOS on arm64" >&2; exit 1; }
	@touch $@

.venv/.serve: .venv/.runtime pyproject.toml
	@$(PIP) --no-deps --no-build-isolation --editable .
	$(call say,compiling what works out measures (once; about half a minute) ...)
	@$(BIN)/python -c "from parknet.analytics.warm import warm; warm()"
	@touch $@

.venv/.test: .venv/.serve requirements/dev.txt
	$(call say,installing what the tests need (once) ...)
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.others: .venv/.test requirements/peers.txt
	$(call say,installing what the measures are measured beside (once) ...)
	@$(PIP) --require-hashes -r requirements/peers.txt
	@touch $@

# npm empties its folder first, these stamps too; what checks the page comes with what builds it.
packages = $(NPM) --version >/dev/null && { $(NPM) ci --loglevel=error $(1) >.venv/npm.log 2>&1 || { \
	  echo "parknet: npm could not fetch what the page is made with (.venv/npm.log has its words); let it reach its registry or a mirror (npm config set registry ADDRESS), or install a released wheel, which carries the page" >&2; exit 1; }; }

web/node_modules/.build: web/package-lock.json web/.npmrc | .venv/.made
	$(call say,fetching what builds the page (once; about 20 MB) ...)
	@$(call packages,--omit=dev)
	@touch $@

web/node_modules/.test: web/package-lock.json web/.npmrc | .venv/.made
	$(call say,fetching what builds and checks the page (once; about 40 MB) ...)
	@$(call packages)
	@touch $@ web/node_modules/.build

.venv/.peers: tests/benchmark/web/package-lock.json web/.npmrc | .venv/.made
	$(call say,fetching what the page is measured beside (once; about 20 MB) ...)
	@mkdir -p .venv/benchmark && cp web/.npmrc tests/benchmark/web/package*.json .venv/benchmark
	@$(call packages,--prefix ../.venv/benchmark)
	@touch $@

$(PAGE): $(PAGE_SOURCES) | web/node_modules/.build
	$(call say,building the page ...)
	@$(NPM) run --silent build

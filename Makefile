# `make help` lists the targets. Every target that needs packages sets up the
# environment first; once that is done it uses no network.

VENV ?= .venv
OTHER_VENV ?= .venv-other
DEMO_SCENARIO ?= retail-branches
DEMO_RESULTS ?= results/demo

# At most four processes. The model is compiled before, once for all of them.
# Tests that share a browser stay together.
PYTEST = $(VENV)/bin/python -m pytest --benchmark-disable -n auto --maxprocesses=4 --dist loadgroup -m "not bench"

COMPILE = $(VENV)/bin/python -c "import ripple_sim; ripple_sim.run('bakery', weeks=1)"

# What a second interpreter is tested with: the model on another Mesa, NumPy and Numba, its files and
# its commands. Studies, briefs and the page stand on these and are tested once, on the first.
MODEL_TESTS = tests/guarantees tests/model tests/observe tests/scenario tests/report/test_*.py \
	tests/study/test_*.py tests/docs tests/test_*.py

# The test suite draws pictures into files only.
test test-on bench: export MPLBACKEND = Agg

.DEFAULT_GOAL := help
.PHONY: help demo app test test-on bench lint pictures evidence texts site pins clean distclean setup setup-app setup-tests
.NOTPARALLEL:

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{ printf "  make %-12s %s\n", $$1, $$2 }'

demo: setup ## set up, run one scenario, print a table and write a picture to results/demo
	@$(VENV)/bin/ripple run $(DEMO_SCENARIO) --out $(DEMO_RESULTS) --overwrite

app: setup-app ## set up, then open the page in the browser
	@$(VENV)/bin/ripple app

test: lint ## check style, types and layers, then run all tests with coverage
	$(COMPILE)
	$(PYTEST) --cov --cov-report=term --durations=10

.PHONY: test-whole
test-whole: setup-tests ## run tests that have a long form in it: all worlds, 20,000 spoiled files, every bit (an hour)
	$(COMPILE)
	$(PYTEST) --whole -m "slow or whole"

test-on: ## run the model's quick tests on another interpreter: make test-on PYTHON=python3.12
	@test -n "$(PYTHON)" || { echo "ripple_sim: name an interpreter, as in: make test-on PYTHON=python3.12" >&2; exit 1; }
	@PYTHON="$(PYTHON)" bash scripts/setup_environment.sh --tests --env "$(OTHER_VENV)"
	$(MAKE) --no-print-directory pytest-quick VENV="$(OTHER_VENV)"

.PHONY: pytest-quick
pytest-quick:
	$(COMPILE)
	$(PYTEST) -m "not slow and not bench" $(MODEL_TESTS)

bench: setup-tests ## measure speed and memory (tests/benchmarks) and print the tables
	$(VENV)/bin/python -m pytest tests/benchmarks -s -m bench -p no:xdist -p no:cacheprovider

lint: setup-tests ## check style, types and layers
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

pictures: setup ## make the pictures of the README anew
	$(VENV)/bin/ripple run $(DEMO_SCENARIO) --out results/pictures --overwrite --quiet
	cp results/pictures/overview.png docs/pictures/overview.png
	$(VENV)/bin/python experiments/first_ripple/first_ripple.py --out results/first_ripple
	cp results/first_ripple/first_ripple.png docs/pictures/first_ripple.png

evidence: setup ## measure all published facts and renew docs/EVIDENCE.md (some ten minutes)
	$(VENV)/bin/python scripts/write_evidence.py

texts: setup-app ## gather the page's texts for translators, in ripple_sim/app/words/locale
	$(VENV)/bin/python scripts/gather_texts.py

site: setup-tests ## build the documentation as a site, to be opened at site/index.html
	NO_MKDOCS_2_WARNING=1 $(VENV)/bin/python -m mkdocs build --quiet --site-dir site

pins: ## resolve the newest fitting versions into constraints/ (uses the network)
	@bash scripts/regenerate_pins.sh

clean: ## remove caches, build leftovers and the demo's results
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	rm -rf site .hypothesis .benchmarks htmlcov .coverage .coverage.* coverage.xml results/demo
	find ripple_sim tests experiments -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean ## also remove the environments that make made
	rm -rf "$(VENV)" "$(VENV)-setup.log" "$(VENV)-setup.lock"
	rm -rf ripple_sim/app/public tests/app/vendored
	rm -rf "$(OTHER_VENV)" "$(OTHER_VENV)-setup.log" "$(OTHER_VENV)-setup.lock"

setup:
	@bash scripts/setup_environment.sh --env "$(VENV)"

setup-app:
	@bash scripts/setup_environment.sh --app --env "$(VENV)"

setup-tests:
	@bash scripts/setup_environment.sh --tests --env "$(VENV)"

# One door. `make run` needs Python 3.11, make and a shell; the rest installs what it needs into .venv.
.DEFAULT_GOAL := help
.PHONY: help run test check bench fix words lock clean
BIN := .venv/bin

help: ## What can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

run: ## The demonstration at http://127.0.0.1:8000, one process (PORT=8001 for another port)
	@./scripts/environment base
	@$(BIN)/python scripts/words.py compile
	@exec $(BIN)/huiying run --demo --port $(or $(PORT),8000)

test: ## The whole suite: SQLite, PostgreSQL and the browser, as far as they are installed
	@./scripts/environment dev
	@$(BIN)/python scripts/words.py compile
	@$(BIN)/python scripts/suite.py

check: ## Style, types, imports, templates, words, migrations
	@./scripts/environment dev
	@$(BIN)/python scripts/check.py

fix: ## Put right what a tool can put right
	@./scripts/environment dev
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .
	$(BIN)/djlint huiying --reformat --quiet

words: ## Compile the words; say what is not translated
	@./scripts/environment base
	@$(BIN)/python scripts/words.py compile
	@$(BIN)/python scripts/words.py missing

bench: ## Measure against the bare framework, on a PostgreSQL of its own (minutes)
	@./scripts/environment dev
	@$(BIN)/python -m benchmarks

lock: ## Recompile requirements/*.txt from pyproject.toml (UPGRADE=1 takes newer versions)
	@./scripts/environment dev
	$(BIN)/python scripts/lock.py $(if $(UPGRADE),--upgrade)

clean: ## Remove the environment and what tools made; data in var/ stays
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

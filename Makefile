# Every target makes its own virtual environment in .venv: a clone and Python 3.11 or
# later are enough. `make PYTHON=python3.12 test` uses another Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BASE := $(VENV)/installed
DEV := $(VENV)/installed-dev
TRAIN := $(VENV)/installed-train
BENCH := $(VENV)/installed-bench-search
OWN := $(VENV)/own-corpus
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help demo test soak check bench bench-search bench-export bench-site readme train corpus clean

help:
	@echo 'make demo    articles under seeds/ to a database, searched, cited, ready to browse'
	@echo 'make test    the checks, then all tests'
	@echo 'make soak    the random tests of corrections and of killed processes, for half an hour'
	@echo 'make check   ruff, its formatting, and mypy'
	@echo 'make bench   speed, start-up, joining and accuracy; on annotated articles too with CORPUS=DIR'
	@echo '             and SCORERS=DIR'
	@echo 'make bench-search   search among a million invented quotes, beside other ways of searching;'
	@echo '             OPTIONS="--quotes 100000" makes it short (see benchmarks/search.py)'
	@echo 'make bench-export   all export formats, a million invented quotes; OPTIONS as above'
	@echo 'make bench-site   how long readers wait for pages, a million invented quotes; OPTIONS as above'
	@echo 'make readme  the outputs in README.md and under docs/, made again'
	@echo 'make train   the models of the parser, from annotated articles: CORPUS=DIR SCORERS=DIR'
	@echo 'make clean   .venv and demo.db removed'

# Make shows each command as it can be typed here, and its output beneath.
demo: $(BASE)
	@rm -f demo.db demo.db-wal demo.db-shm
	$(BIN)/quotes ingest seeds --db demo.db
	@echo
	$(BIN)/quotes search steel funarals --db demo.db --limit 1
	@echo
	$(BIN)/quotes cite pecwjns34hqq --db demo.db
	@printf '\nTo browse them all at http://127.0.0.1:8001/ until Ctrl-C:\n'
	@echo '$(BIN)/quotes serve --db demo.db'

test: check
	@$(BIN)/python -m pytest

soak: $(DEV)
	@QUOTES_RUNS=250 $(BIN)/python -m pytest tests/store/test_store_final_word.py \
		tests/store/test_store_killed.py

check: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict quotes

bench: $(DEV)
	@$(BIN)/python benchmarks/speed.py
	@$(BIN)/python benchmarks/startup.py
	@$(BIN)/python benchmarks/joining.py
	@$(BIN)/python benchmarks/accuracy.py $(CORPUS) $(if $(SCORERS),--scorers $(SCORERS))

bench-search: $(BENCH)
	@$(BIN)/python benchmarks/search.py $(OPTIONS)

bench-export: $(DEV)
	@$(BIN)/python benchmarks/export.py $(OPTIONS)

bench-site: $(DEV)
	@$(BIN)/python benchmarks/site_pages.py $(OPTIONS)

readme: $(DEV)
	@$(BIN)/python tests/readme_blocks.py

# In this order: each model learns from what those before it make of the articles. Who speaks
# is learned from our own articles twice over, the corpus being all of one kind.
train: corpus $(TRAIN)
	@test -n '$(SCORERS)' || { echo 'Name the folder of score_fields.py: SCORERS=DIR' >&2; exit 1; }
	@rm -rf $(OWN)
	@$(BIN)/python benchmarks/own_corpus.py $(OWN)
	@$(BIN)/python benchmarks/train_attribution.py '$(CORPUS)' $(OWN) $(OWN)
	@$(BIN)/python benchmarks/train_pronouns.py '$(CORPUS)' $(OWN)
	@$(BIN)/python benchmarks/train_reported.py '$(CORPUS)'
	@$(BIN)/python benchmarks/train_occasions.py '$(CORPUS)' --venues $(OWN) --scorers '$(SCORERS)'
	@$(BIN)/python benchmarks/train_confidence.py '$(CORPUS)' $(OWN) --scorers '$(SCORERS)'

corpus:
	@test -n '$(CORPUS)' || { echo 'Name the annotated articles: CORPUS=DIR' >&2; exit 1; }

clean:
	rm -rf $(VENV) demo.db demo.db-wal demo.db-shm

# The script that activates an environment is the last file that venv writes, so that one
# interrupted on the way is made again.
$(BIN)/activate:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Python 3.11 or later is needed: name one, as in make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# Each stamp stands for what is installed; a change of pyproject.toml installs it again.
$(BASE): pyproject.toml | $(BIN)/activate
	@echo 'Installing quotes into $(VENV), which takes a minute' >&2
	@$(PIP) --editable .
	@touch $@

$(DEV): pyproject.toml | $(BIN)/activate
	@echo 'Installing quotes and what its tests need into $(VENV), which takes a minute' >&2
	@$(PIP) --editable '.[dev]'
	@touch $(BASE) $@

$(BENCH): pyproject.toml | $(BIN)/activate
	@echo 'Installing quotes and what its search is compared with into $(VENV)' >&2
	@$(PIP) --editable '.[bench-search]'
	@touch $(BASE) $@

$(TRAIN): pyproject.toml | $(BIN)/activate
	@echo 'Installing quotes and what the training needs into $(VENV), which takes a minute' >&2
	@$(PIP) --editable '.[train]'
	@touch $(BASE) $@

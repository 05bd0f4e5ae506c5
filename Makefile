# Each target sets up first, if anything changed: without a change that takes a hundredth of a second.
# Chat, web and test also train, when the training data changed.

.DEFAULT_GOAL := help
.PHONY: help setup chat web test browser train check lint docs lock clean

poplit := .venv/bin/poplit
compile := --quiet --universal --generate-hashes --no-header --no-annotate

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## make or refresh .venv: Python 3.11 or 3.12, all packages checked against requirements.lock
	@bin/setup

chat: setup  ## talk to Poplit in this terminal
	@$(poplit) chat

web: setup  ## serve the web chat on http://localhost:5005/
	@$(poplit) serve

test: check lint browser  ## check the knowledge, the style and the behaviour: every test a laptop can run
	@.venv/bin/pytest

# What drives a browser in tests/browser/; a browser itself is never downloaded. Done before, this takes a twentieth of a second.
browser: setup
	@[ -z "$$PIP_INDEX_URL" ] || export UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$PIP_INDEX_URL}"; [ -z "$$PIP_CERT" ] || export SSL_CERT_FILE="$$PIP_CERT"; \
	.venv/bin/uv --no-config pip install --quiet --python .venv/bin/python --no-deps --require-hashes -r requirements-browser.lock

train: setup  ## train the model
	@$(poplit) train

check: setup  ## check the knowledge base, the domain and the training data, and that they agree
	@$(poplit) check

lint: setup  ## check the style of the Python code
	@.venv/bin/ruff check

docs: setup .venv-docs/made  ## make the reviewers' site of all that Poplit knows, build/docs/index.html
	@rm -rf build/review build/docs
	@.venv/bin/python -m poplit.review build/review
	@.venv-docs/bin/python -m sphinx -q -W --keep-going -n -j auto -d build/doctrees -c docs/site build/review build/docs
	@echo "Open build/docs/index.html in a browser."

.venv-docs/made: requirements-docs.lock | setup
	@[ -z "$$PIP_INDEX_URL" ] || export UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$PIP_INDEX_URL}"; [ -z "$$PIP_CERT" ] || export SSL_CERT_FILE="$$PIP_CERT"; \
	.venv/bin/uv --no-config venv --quiet --clear --python .venv/bin/python .venv-docs && \
	.venv/bin/uv --no-config pip sync --quiet --python .venv-docs/bin/python --require-hashes requirements-docs.lock && touch $@

lock: setup  ## make all locks again after an edit of requirements*.in; UPGRADE=--upgrade takes the newest of everything
	@.venv/bin/uv pip compile $(compile) $(UPGRADE) --python-version 3.11 requirements.in -o requirements.lock
	@.venv/bin/uv --no-config pip compile $(compile) $(UPGRADE) --python-version 3.11 -c requirements.lock requirements-browser.in -o requirements-browser.lock
	@.venv/bin/uv --no-config pip compile $(compile) $(UPGRADE) --python-version 3.10 requirements-stock.in -o requirements-stock.lock
	@.venv/bin/uv --no-config pip compile $(compile) $(UPGRADE) --python-version 3.11 requirements-docs.in -o requirements-docs.lock

clean:  ## remove what was made (environments, models, results, caches); conversations stay
	@rm -rf .venv .venv-docs .rasa models results build .pytest_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

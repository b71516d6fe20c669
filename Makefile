.PHONY: check test docs screenshots

check: ## lint, format, types, import contracts
	ruff check .
	ruff format --check .
	mypy
	lint-imports

test: ## the tests
	pytest

docs: ## the pages of docs/ that are made from the program
	python docs/make.py

screenshots: ## the pictures in screenshots/
	python screenshots/make.py

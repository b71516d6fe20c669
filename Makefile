.PHONY: check test screenshots

check: ## lint, format, types, import contracts
	ruff check .
	ruff format --check .
	mypy
	lint-imports

test: ## the tests
	pytest

screenshots: ## the pictures in screenshots/
	python screenshots/make.py

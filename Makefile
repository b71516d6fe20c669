.PHONY: check test docs screenshots

check: ## lint, format, types, import contracts, complexity
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	.ci/complexity

test: ## the tests
	pytest

docs: ## the pages of docs/ that are made from the program
	python docs/make.py

screenshots: ## the pictures in screenshots/
	python screenshots/make.py && python screenshots/cast.py

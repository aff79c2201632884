.DEFAULT_GOAL := hilfe
.PHONY: hilfe up down clean test check campaign bench lock generate

PY := .venv/bin/python
LOTSE_DATA := $(or $(LOTSE_HOME),.lotse)
COMPILE := .venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --custom-compile-command "make lock"

hilfe: ## diese Übersicht
	@echo "Lotse. Aufruf: make ZIEL"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

up: ## alles starten: Umgebung, Datenbank, Nachrichten, Demo, Dienste
	@infra/bootstrap runtime
	@$(PY) -m infra up

down: ## alles beenden, Daten bleiben
	@if [ -d "$(LOTSE_DATA)" ]; then infra/bootstrap runtime && $(PY) -m infra down; fi

clean: ## alles beenden und die lokalen Daten löschen
	@if [ -d "$(LOTSE_DATA)" ]; then infra/bootstrap runtime && $(PY) -m infra clean; fi

test: ## alle Tests, mit eigener Datenbank und eigenem Nachrichtendienst
	@infra/bootstrap dev
	@$(PY) -m pytest -n 3 --dist loadscope --no-loadscope-reorder -m "not campaign"

check: ## Stil, Typen, Architekturregeln und schnelle Tests (unter 60 s, ohne Server)
	@infra/bootstrap dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy --strict services infra demo bench
	@.venv/bin/lint-imports
	@$(PY) -m pytest -q -n 2 --dist loadscope -m "not server and not slow and not campaign"

campaign: ## lange Läufe: Ausfälle, Zufallseingaben, Simulation
	@infra/bootstrap dev
	@$(PY) -m pytest -q -m "hypothesis and not server and not campaign" --hypothesis-profile search
	@$(PY) -m pytest -m campaign --hypothesis-profile search --proof docs/proof.json; tests=$$?; $(PY) -m tests.kit.page; page=$$?; exit $$((tests | page))

bench: ## Messungen; schreibt docs/benchmarks.md und benchmarks.json
	@infra/bootstrap dev
	@$(PY) -m bench

lock: ## requirements/*.txt aus requirements/*.in neu auflösen
	@infra/bootstrap dev
	@cd requirements && ../$(COMPILE) runtime.in -o runtime.txt
	@cd requirements && ../$(COMPILE) dev.in -c runtime.txt -o dev.txt
	@cd requirements && ../$(COMPILE) uv.in -c dev.txt -o uv.txt

generate: ## docker-compose.yml und systemd-Dateien aus der Prozessliste schreiben
	@infra/bootstrap dev
	@$(PY) -m infra generate

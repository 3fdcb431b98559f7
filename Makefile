# Fulcrum's commands. `make help` lists them; what a command lacks it says, or installs where it can.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

TARGET := $(or $(CARGO_TARGET_DIR),target)
WASM := -p app --lib --features hydrate --target wasm32-unknown-unknown

.PHONY: help run build test check unit e2e e2e-release schemathesis size bench bench-allocation bench-matching bench-page bench-tiles fuzz-allocation fuzz-map fuzz-matching fmt clean

help: ## Lists what there is
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## Builds what is missing and serves the demo, Newham, at http://127.0.0.1:3000 with SQLite in ./data
	@tests/need.sh build
	cargo build --locked --workspace
	$(TARGET)/debug/bundle
	DATABASE_URL=$${DATABASE_URL:-sqlite://data/demo.db} $(TARGET)/debug/fulcrum demo --addr $${FULCRUM_ADDR:-127.0.0.1:3000}

build: ## One release binary with everything in it: $(TARGET)/release/fulcrum
	@tests/need.sh build
	cargo run --locked -p bundle -- --release
	cargo build --locked --release -p server
	@echo "$(TARGET)/release/fulcrum"

test: ## Installs what the tests need and runs them all
	@tests/need.sh build
	@tests/need.sh chromium postgresql python3-venv
	$(MAKE) check
	$(MAKE) unit
	$(MAKE) e2e
	$(MAKE) schemathesis

unit: ## Unit tests, and pages and API on SQLite and PostgreSQL
	cargo test --locked --workspace

e2e: ## The journeys in a phone-sized browser, with scripts and without
	cargo build --locked --workspace
	$(TARGET)/debug/bundle
	cd tests/e2e && npm ci --silent --no-audit --no-fund && FULCRUM_BINARY=$(abspath $(TARGET))/debug/fulcrum npm test --silent

e2e-release: build ## The same journeys on the release binary, whose islands are built otherwise
	@tests/need.sh chromium
	cd tests/e2e && npm ci --silent --no-audit --no-fund && FULCRUM_BINARY=$(abspath $(TARGET))/release/fulcrum npm test --silent

schemathesis: ## The public API against its own document
	tests/schemathesis/run.sh

check: ## Format, lints on both sides, invariants
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo clippy --locked $(WASM) -- -D warnings
	tests/invariants.sh
	python3 server/demo/check.py

bench-tiles: ## Tiles a second beside martin over PostGIS, where it is on PATH
	@tests/need.sh build
	@tests/need.sh postgresql postgresql-postgis wrk
	tests/bench/tiles/run.sh

size: build ## Bytes of the front page over the wire, as served, map library apart
	node tests/size.mjs $(TARGET)/release/fulcrum

bench: build ## The figures of "How fast": CPU time a request, memory, bytes, on SQLite and PostgreSQL
	@tests/need.sh wrk postgresql
	cargo build --locked --workspace --example fill
	node tests/bench/web/run.mjs $(TARGET)/release/fulcrum $(TARGET)/debug/examples/fill

bench-page: build ## The front page as Lighthouse meets it on a throttled phone
	@tests/need.sh chromium
	cd tests/bench/page && npm ci --silent --no-audit --no-fund && node run.mjs $(abspath $(TARGET))/release/fulcrum

fuzz-allocation: ## Fuzzes the reader of ballots and the fast rules against plain ones, FUZZ_SECONDS (600) each
	tests/fuzz.sh server/allocation read $${FUZZ_SECONDS:-600}
	tests/fuzz.sh server/allocation differ $${FUZZ_SECONDS:-600}

bench-allocation: ## Equal shares beside pabutools, on the elections of FULCRUM_DATA; writes tests/bench/results/allocation.md
	tests/bench/allocation/run.sh

fuzz-map: ## Fuzzes files of boundaries, tiles and their addresses, FUZZ_CASES (20000) of each kind
	PROPTEST_CASES=$${FUZZ_CASES:-20000} cargo test --locked --workspace --lib -- places::import::hostile tiles:: grid:: mvt:: clip:: areas:: borders:: index:: shapes::

fuzz-matching: ## Fuzzes matching with the stable compiler, FUZZ_SECONDS (600) from FUZZ_SEED (1)
	cargo build --locked --release -p matching --example fuzz
	$(TARGET)/release/examples/fuzz $${FUZZ_SECONDS:-600} $${FUZZ_SEED:-1}

bench-matching: ## How fast matching is, beside tantivy, on the texts of FULCRUM_DATA
	cargo build --locked --release --manifest-path tests/bench/matching/Cargo.toml
	$(or $(CARGO_TARGET_DIR),tests/bench/matching/target)/release/bench-matching

fmt: ## Formats
	cargo fmt --all

clean: ## Removes what was built
	cargo clean
	rm -rf app/dist

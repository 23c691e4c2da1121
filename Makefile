# `make serve` and `make test` are the two to remember; `make help` lists all. scripts/setup installs what they need.
.DEFAULT_GOAL := help
.NOTPARALLEL:

PORT ?= 8080
ENDPOINT_PORT ?= 8081
export PORT ENDPOINT_PORT
fuzz: PROPTEST_CASES ?= 1000000

TOOLS := $(CURDIR)/.tools
TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
export PATH := $(TOOLS)/bin:$(CURDIR)/scripts/node_modules/.bin:$(PATH):$(or $(CARGO_HOME),$(HOME)/.cargo)/bin

# What the page tests drive and drive with, besides the browser.
PAGE := SITE=$(CURDIR)/dist PACKAGE=$(CURDIR)/npm/dist ENDPOINT=$(TARGET)/debug/skills-endpoint AXE=$(CURDIR)/scripts/node_modules/axe-core/axe.min.js

# trunk 0.21 stops at NO_COLOR=1, so it is told in its own words.
ifneq ($(NO_COLOR),)
export TRUNK_COLOR := never
export CARGO_TERM_COLOR := never
endif
unexport NO_COLOR

.PHONY: help
help: ## Lists the targets
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed 's/:.*## /\t/' | expand -t 14

.PHONY: serve
serve: ## Serves the page at http://127.0.0.1:PORT (8080) and the endpoint at ENDPOINT_PORT (8081), reloads on edits
	@scripts/setup serve
	@scripts/serve

.PHONY: test
test: ## Runs everything: lint, and all tests on the host and in the browsers
	@scripts/setup test
	@$(MAKE) lint test-host package size test-wasm test-page hosts test-docs test-tokens chaos test-serve
	@echo "All tests passed."

.PHONY: lint
lint: ## Checks format and lints, for the host and for wasm32
	@scripts/setup lint
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo clippy --package page-tests --test documentation --test hosts --test tokens -- -D warnings
	cargo clippy --package add-skill --target wasm32-unknown-unknown --all-targets -- -D warnings

.PHONY: test-host
test-host: ## Unit, property and doc tests, and the endpoint over HTTP
	@scripts/setup lint
	cargo test --workspace --exclude page-tests

.PHONY: fuzz
fuzz: ## What others wrote, a million times each, by hand; PROPTEST_CASES names another number
	@scripts/setup lint
	PROPTEST_CASES=$(PROPTEST_CASES) cargo test --profile fuzz --package add-skill --test hostile

.PHONY: test-wasm
test-wasm: ## The element's tests in each engine that is installed; ENGINES="chromium firefox webkit" names them
	@scripts/setup test
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner WASM_BINDGEN_TEST_ONLY_WEB=1 \
	WASM_BINDGEN_TEST_TIMEOUT=300 WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60 \
	scripts/in-engines cargo test --package add-skill --target wasm32-unknown-unknown --tests

.PHONY: test-page
test-page: packed ## The built page in each engine that is installed, over WebDriver
	@scripts/setup test
	cargo build --package skills-endpoint
	$(PAGE) scripts/in-engines cargo test --package page-tests

.PHONY: test-tokens
test-tokens: packed ## Token sources: the code of docs/token-*.md, with MSAL and teams-js, against a local authority
	@scripts/setup tokens
	cargo build --package skills-endpoint
	node --test tests/tokens/*.test.mjs
	tsc --project tests/tokens
	$(PAGE) TOKENS=$(CURDIR)/tests/tokens scripts/in-engines cargo test --package page-tests --test tokens

.PHONY: chaos
chaos: build ## 1000 submissions with drawn faults; SUBMISSIONS=20000 SEED=7 draws others, ONLY=41 repeats one
	@scripts/setup test
	cargo build --package skills-endpoint
	$(PAGE) ENGINES="$${ENGINES:-chromium}" scripts/in-engines cargo run --quiet --package page-tests --bin chaos

.PHONY: hosts
hosts: packed ## The applications of tests/hosts, and the element in them in each engine that is installed
	@scripts/setup hosts
	scripts/build-hosts $(TARGET)/hosts
	cargo build --package skills-endpoint
	$(PAGE) HOSTS=$(TARGET)/hosts scripts/in-engines cargo test --package page-tests --test hosts

.PHONY: engines
engines: ## Installs Firefox and WebKitGTK with their drivers, so that the tests run there too
	@scripts/setup engines

.PHONY: screenshots
screenshots: build ## Pictures of the page in all its states, into target/screenshots
	@scripts/setup test
	cargo build --package skills-endpoint
	$(PAGE) ENGINES=chromium scripts/in-engines cargo run --quiet --package page-tests --bin screenshots -- $(TARGET)/screenshots

.PHONY: test-serve
test-serve: ## `make serve` itself: it starts, proxies, and leaves nothing behind
	@scripts/setup serve
	scripts/test-serve

.PHONY: build
build: ## Builds the site for release into dist
	@scripts/setup release
	RUST_BACKTRACE=0 trunk build --release --log warn

.PHONY: package
package: packed ## The npm package, into npm/dist, and what publint, attw and the compiler say of it
	scripts/check-package

.PHONY: packed
packed: build
	node scripts/package.mjs dist npm/dist

.PHONY: docs
docs: packed ## The documentation site with its live forms, into target/docs; DOCS_BASE=/path/ is where it is served
	@scripts/setup docs
	scripts/docs

.PHONY: test-docs
test-docs: docs ## The live forms of the built documentation in each engine that is installed
	@scripts/setup test
	cargo build --package skills-endpoint
	$(PAGE) SITE=$(CURDIR)/target/docs scripts/in-engines cargo test --package page-tests --test documentation

.PHONY: release-check
release-check: ## Whether all that has a version has that of TAG=v1.2.3, and the changelog says what changed
	@scripts/release check "$(TAG)"

.PHONY: release
release: package ## What a release publishes, into target/release-assets: TAG=v1.2.3
	scripts/release assets "$(TAG)" target/release-assets

.PHONY: size
size: packed ## The bytes that a page loads, by file and crate, against size.json; WRITE=1 puts them there
	@scripts/setup size
	node scripts/size.mjs npm/dist $(TARGET)/wasm-bindgen/release/add-skill_bg.wasm $(if $(WRITE),--write)

.PHONY: bench
bench: packed ## How fast the package is, into docs/bench.json; where there is PEERS (../shared/peers), beside others too, in 10 minutes
	@scripts/setup test
	cargo build --package skills-endpoint
	mkdir -p $(TARGET)/bench
	$(PAGE) ENGINES=chromium scripts/in-engines cargo run --quiet --package page-tests --bin measure -- $(TARGET)/bench/own.json
	node scripts/bench.mjs npm/dist $(TARGET)/bench/own.json $(or $(PEERS),../shared/peers) $(TARGET)/bench docs/bench.json

.PHONY: audit
audit: ## Licences, sources and known weaknesses of what is used; the last needs a network
	@scripts/audit

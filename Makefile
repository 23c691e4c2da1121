# The main targets are `make serve` and `make test`. `make help` lists all. scripts/setup installs the tools that they need.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

PORT ?= 8080
ENDPOINT_PORT ?= 8081
export PORT ENDPOINT_PORT
fuzz: PROPTEST_CASES ?= 1000000

TOOLS := $(CURDIR)/.tools
TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
export PATH := $(TOOLS)/bin:$(CURDIR)/scripts/node_modules/.bin:$(PATH):$(or $(CARGO_HOME),$(HOME)/.cargo)/bin

# What the page tests use, in addition to the browser.
PAGE := SITE=$(CURDIR)/dist PACKAGE=$(CURDIR)/npm/dist ENDPOINT=$(TARGET)/debug/skills-endpoint AXE=$(CURDIR)/scripts/node_modules/axe-core/axe.min.js \
	HOSTS=$(TARGET)/hosts DOCS=$(CURDIR)/target/docs TOKENS=$(CURDIR)/tests/tokens

# Clippy's driver compiles the crates for the tests, so that one compilation both lints and builds them:
# https://doc.rust-lang.org/clippy/usage.html#using-clippy-without-cargo-clippy-driver. Released files are built with rustc.
LINTED := env RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__
# Always the whole workspace: cargo compiles dependencies again for another selection of packages, because their features differ.
HOST_TESTS := $(LINTED) cargo test --workspace
WASM_TESTS := $(LINTED) cargo test --package add-skill --features csr --target wasm32-unknown-unknown
# The endpoint and the programs of tests/page too.
BUILD_HOST_TESTS := $(HOST_TESTS) --no-run --quiet --lib --bins --test '*'
REVIEW := $(HOST_TESTS) --quiet --test host each_translation_was_reviewed
PAGE_TESTS := $(PAGE) HEADLESS_SHELL=1 scripts/in-engines $(HOST_TESTS) --test page --
KINDS := hosts documentation tokens
# The tests of the source, without the built package.
CHECKS := lint test-host test-wasm

# $(call steps,TARGET...) makes the targets in order and prints the duration of each.
steps = @scripts/step "make $@" sh -ec 'for target in $(1); do scripts/step $$target $(MAKE) --no-print-directory $$target; done'

# trunk 0.21 fails with NO_COLOR=1, so its own variable replaces it.
ifneq ($(NO_COLOR),)
export TRUNK_COLOR := never
export CARGO_TERM_COLOR := never
endif
unexport NO_COLOR

.PHONY: help
help: ## Lists the targets
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed 's/:.*## /\t/' | expand -t 14

.PHONY: serve
serve: ## Serves the page at http://127.0.0.1:PORT (8080) and the endpoint at ENDPOINT_PORT (8081), and reloads after edits
	@scripts/setup serve
	@scripts/serve

.PHONY: check
check: export ENGINES := chromium
check: ## Runs the lints, the tests on the host, and the element's tests in Chromium: for use after each edit
	$(call steps,$(CHECKS))

.PHONY: test
# For more submissions, use another seed: make chaos SEED=7.
test: export SUBMISSIONS ?= 300
test: ## Runs all lints, and all tests on the host and in the browsers
	$(call steps,tools checked-and-built test-browsers chaos-and-serve)
	@echo "All tests passed."

# In each of these pairs, both leave a core idle for a part of the time, such as during link-time optimization.
.PHONY: checked-and-built
checked-and-built:
	@scripts/beside built $(MAKE) --no-print-directory built -- $(MAKE) --no-print-directory checked

.PHONY: chaos-and-serve
chaos-and-serve:
	@scripts/beside test-serve scripts/step test-serve $(MAKE) --no-print-directory test-serve -- scripts/step chaos $(MAKE) --no-print-directory chaos

.PHONY: checked
checked:
	$(call steps,$(CHECKS))

.PHONY: built
built:
	$(call steps,modules package size built-hosts built-docs)

.PHONY: tools
tools:
	@scripts/setup test

.PHONY: lint
lint: ## Checks prose, format, translations, and lints for the host and wasm32, and builds the tests
	@scripts/setup lint
	scripts/check-prose
	cargo fmt --all --check
	$(BUILD_HOST_TESTS)
	$(REVIEW)
	$(WASM_TESTS) --no-run --quiet --test '*'

.PHONY: translations
translations: ## Lists the translations whose English text has changed; REVIEWED="de/ui.submit fr" marks some as reviewed
	@scripts/setup lint
	REVIEWED="$(REVIEWED)" $(REVIEW)

.PHONY: test-host
test-host: ## Runs the unit, property, and doc tests, and tests the endpoint over HTTP
	@scripts/setup lint
	$(HOST_TESTS)

.PHONY: fuzz
fuzz: ## Passes a million random inputs to each parser of untrusted text; PROPTEST_CASES sets another number
	@scripts/setup lint
	PROPTEST_CASES=$(PROPTEST_CASES) cargo test --profile fuzz --package add-skill --test host hostile::

.PHONY: test-wasm
test-wasm: ## Runs the element's tests in each installed engine; ENGINES="chromium firefox webkit" selects engines
	@scripts/setup test
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner WASM_BINDGEN_TEST_ONLY_WEB=1 \
	WASM_BINDGEN_TEST_TIMEOUT=300 WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60 \
	AT_ONCE=1 scripts/in-engines $(WASM_TESTS) --test browser --test crash

# One run in each engine, so that its browsers start once. Each of the targets below runs one kind of these tests.
.PHONY: test-browsers
test-browsers: packed built-hosts built-docs ## Runs all page tests, over WebDriver in each installed engine
	@scripts/setup tokens
	node --test tests/tokens/*.test.mjs
	tsc --project tests/tokens
	$(BUILD_HOST_TESTS)
	$(PAGE_TESTS)

.PHONY: test-page
test-page: packed ## Runs the page tests of the demo page and the npm package; ONLY=drafts:: selects tests
	@scripts/setup test
	$(BUILD_HOST_TESTS)
	$(PAGE_TESTS) $(KINDS:%=--skip %::) $(ONLY)

.PHONY: test-tokens
test-tokens: packed ## Tests the token sources: the code of docs/auth-*.md, with MSAL and teams-js, against a local authority
	@scripts/setup tokens
	node --test tests/tokens/*.test.mjs
	tsc --project tests/tokens
	$(BUILD_HOST_TESTS)
	$(PAGE_TESTS) tokens::

.PHONY: hosts
hosts: built-hosts ## Builds the applications of tests/hosts, and tests the element in them
	$(BUILD_HOST_TESTS)
	$(PAGE_TESTS) hosts::

.PHONY: hosts-all
hosts-all: export CYCLES := 1000
hosts-all: built-hosts ## Does the same, also for applications that take minutes to install or compile: Next.js, leptos-ssr, and tests/hosts/more
	npm ci --prefix tests/hosts/next --no-audit --no-fund --ignore-scripts
	npm ci --prefix tests/hosts/more --no-audit --no-fund --ignore-scripts --loglevel=error
	scripts/build-hosts $(TARGET)/hosts next $(patsubst tests/hosts/%/package.json,%,$(wildcard tests/hosts/more/*/package.json))
	scripts/build-hosts $(TARGET)/hosts leptos-ssr
	$(BUILD_HOST_TESTS)
	$(PAGE_TESTS) hosts:: --include-ignored

.PHONY: test-docs
test-docs: built-docs ## Tests the live forms of the built documentation
	@scripts/setup test
	$(BUILD_HOST_TESTS)
	$(PAGE_TESTS) documentation::

.PHONY: chaos
chaos: packed ## Runs 1,000 submissions and 4 lists with random faults, a quarter of them in other ENGINES; SUBMISSIONS=20000 LISTS=40 SEED=7 selects others, ONLY=41 or LIST=3 repeats one
	@scripts/setup test
	$(BUILD_HOST_TESTS)
	$(PAGE) HEADLESS_SHELL=1 ENGINES="$${ENGINES:-chromium}" AT_ONCE=1 scripts/in-engines $(TARGET)/debug/chaos

.PHONY: engines
engines: ## Installs Firefox and WebKitGTK with their drivers, so that the tests also run in them
	@scripts/setup engines

.PHONY: screenshots
screenshots: build ## Writes screenshots of the page in all states to target/screenshots
	@scripts/setup test
	$(BUILD_HOST_TESTS)
	$(PAGE) ENGINES=chromium scripts/in-engines $(TARGET)/debug/screenshots $(TARGET)/screenshots

# Uses the compiler of the tests. With rustc, cargo would replace the endpoint while other tests run it.
.PHONY: test-serve
test-serve: ## Tests `make serve`: it starts, proxies, and leaves no processes behind
	@scripts/setup serve
	$(LINTED) scripts/test-serve

.PHONY: build
build: dist/index.html ## Builds the demo page for release into dist

# The input of all targets below. It is built again only after a source has changed.
dist/index.html: $(shell find src style index.html Cargo.toml Cargo.lock Trunk.toml rust-toolchain.toml -type f)
	@scripts/setup release
	RUST_BACKTRACE=0 trunk build --release --log warn
	@touch $@

.PHONY: package
package: packed ## Builds the npm package into npm/dist, and checks it with publint, attw, and the TypeScript compiler
	scripts/check-package

.PHONY: packed
packed: npm/dist/README.md

# cargo builds one module at a time, because they share the dependencies. wasm-bindgen and wasm-opt run beside it.
.PHONY: modules
modules:
	@scripts/setup release
	$(MAKE) --no-print-directory $(TARGET)/server/server.js & server=$$!; $(MAKE) --no-print-directory dist/index.html && wait $$server

# The form for servers: add-skill-element/server.
$(TARGET)/server/server.js: $(shell find src style Cargo.toml Cargo.lock rust-toolchain.toml -type f)
	@scripts/setup release
	cargo build --release --quiet --package add-skill --bin add-skill-server --features ssr --target wasm32-unknown-unknown
	wasm-bindgen --target web --no-typescript --out-dir $(@D) --out-name server $(TARGET)/wasm32-unknown-unknown/release/add-skill-server.wasm

npm/dist/README.md: dist/index.html $(TARGET)/server/server.js CHANGELOG.md LICENSE $(shell find npm/src npm/token npm/*.* scripts/package*.mjs scripts/slim.mjs -type f)
	@scripts/setup release
	node scripts/package.mjs dist npm/dist $(TARGET)/server

.PHONY: built-hosts
built-hosts: $(TARGET)/hosts/built

$(TARGET)/hosts/built: npm/dist/README.md scripts/build-hosts $(shell find tests/hosts -name node_modules -prune -o -name dist -prune -o -path tests/hosts/more -prune -o -path tests/hosts/next -prune -o -path tests/hosts/leptos-ssr -prune -o -type f -print)
	@scripts/setup hosts
	scripts/build-hosts $(TARGET)/hosts
	@touch $@

.PHONY: docs
docs: packed ## Builds the documentation site into target/docs; DOCS_BASE=/path/ is the path under which it is served
	@scripts/setup docs
	scripts/docs

.PHONY: built-docs
built-docs: target/docs/index.html

target/docs/index.html: npm/dist/README.md SECURITY.md CHANGELOG.md src/i18n/key.rs src/several/texts.rs src/i18n/locales/en.json src/graph/outcome.rs src/skill/error.rs endpoint/src/faults/grammar.rs scripts/docs scripts/check-docs.mjs $(wildcard tests/hosts/*/package.json tests/hosts/more/*/package.json) $(shell find docs -name node_modules -prune -o -name cache -prune -o -name public -prune -o -type f -print)
	@$(MAKE) --no-print-directory docs
	@touch $@

.PHONY: release-check
release-check: ## Checks that all versions are that of TAG=v1.2.3, and that the changelog describes it
	@scripts/release check "$(TAG)"

.PHONY: release
release: package ## Writes the files of the release TAG=v1.2.3 to target/release-assets
	scripts/release assets "$(TAG)" target/release-assets

.PHONY: size
size: packed ## Compares the bytes that a page loads with size.json; WRITE=1 updates it
	node scripts/size.mjs npm/dist $(if $(WRITE),--write)

.PHONY: size-by-crate
size-by-crate: build ## Prints the contents of the WebAssembly module by crate and module
	@scripts/setup size
	node scripts/size-by-crate.mjs $(TARGET)/wasm-bindgen/release/add-skill_bg.wasm

.PHONY: bench
bench: packed ## Measures the speed of the package, into docs/bench.json; with PEERS (../shared/peers) also that of alternatives, in 10 minutes
	@scripts/setup test
	$(BUILD_HOST_TESTS)
	mkdir -p $(TARGET)/bench
	$(PAGE) ENGINES=chromium scripts/in-engines $(TARGET)/debug/measure $(TARGET)/bench/own.json
	node scripts/bench.mjs npm/dist $(TARGET)/bench/own.json $(or $(PEERS),../shared/peers) $(TARGET)/bench docs/bench.json

.PHONY: audit
audit: ## Checks the licenses, sources, and known vulnerabilities of dependencies; the last needs a network connection
	@scripts/audit

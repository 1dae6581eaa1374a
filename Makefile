# Everything a person does with this repository. Needs Go and make; `make test`
# installs the rest where it may (see test/setup.sh).

SHELL := /bin/sh
GO    ?= go
BIN   := bin
# The program and the ordinary tests are built without cgo: one static binary.
export CGO_ENABLED ?= 0
FUZZ  ?= 10s
DIST  := dist
SYSTEMS ?= windows/amd64 windows/arm64 darwin/amd64 darwin/arm64 linux/amd64 linux/arm64
# What builds are called: the tag, or the commit.
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.DEFAULT_GOAL := help
.PHONY: help run build dist test lint race bench fuzz kill e2e-matrix e2e-wine help-pictures first-day-pictures verify clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-19s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build, and serve the console with a sample workspace at 127.0.0.1:8080
	./$(BIN)/huoshui run

build: ## build the program into bin/huoshui
	$(GO) build -trimpath -o $(BIN)/huoshui ./cmd/huoshui

dist: ## one file for each of Windows, macOS and Linux into dist/, with checksums (docs/install.md)
	@rm -rf $(DIST) && mkdir -p $(DIST)
	@set -e; for on in $(SYSTEMS); do \
		os=$${on%/*}; arch=$${on#*/}; name=huoshui-$(VERSION)-$$os-$$arch; \
		if [ $$os = windows ]; then out=$(DIST)/$$name.exe; else out=$(DIST)/huoshui; fi; \
		echo "building $$name"; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags "-s -w" -o $$out ./cmd/huoshui; \
		if [ $$os != windows ]; then tar -czf $(DIST)/$$name.tar.gz -C $(DIST) huoshui; rm $(DIST)/huoshui; fi; \
	done
	@cd $(DIST) && if command -v sha256sum >/dev/null; then sha256sum huoshui-*; else shasum -a 256 huoshui-*; fi > SHA256SUMS
	@ls -l $(DIST)

test: tools ## everything: lint, tests on both databases, race detector; in CI also fuzzing
	@./test/setup.sh
	@./$(BIN)/withpg ./$(BIN)/suite

lint: tools ## gofmt, go vet, golangci-lint where installed
	@./$(BIN)/suite -only lint

race: tools ## the short tests under the race detector, on both databases
	@./test/setup.sh
	@./$(BIN)/withpg ./$(BIN)/suite -only race

fuzz: tools ## every fuzz target for FUZZ (10s) each
	@./$(BIN)/suite -only fuzz -fuzz $(FUZZ)

bench: tools build ## speed beside bare loops, printed as ratios (docs/bench.md)
	@CGO_ENABLED=0 $(GO) build -o $(BIN)/bench ./bench
	@HUOSHUI_PG_SAFE=1 ./$(BIN)/withpg ./$(BIN)/bench -binary ./$(BIN)/huoshui

kill: ## 200,000 events while program, database and disk are taken away, on both databases (docs/kill.md)
	@HUOSHUI_KILL=full HUOSHUI_KILL_REPORT=$(CURDIR)/docs/kill.md $(GO) test -count=1 -v -timeout 60m ./test/kill

e2e-matrix: ## the Matrix adapter beside a real homeserver (test/e2ematrix/README.md)
	@HUOSHUI_E2E_MATRIX=1 $(GO) test -count=1 -v -run 'RealServer$$' ./internal/channel/matrix
	@HUOSHUI_E2E_MATRIX=1 $(GO) test -count=1 -v -timeout 30m ./test/e2ematrix

e2e-wine: ## the Windows build under Wine: opened, found by a second start, ended (docs/install.md)
	@HUOSHUI_E2E_WINE=1 $(GO) test -count=1 -v -timeout 40m ./test/e2ewine

help-pictures: build ## take the pictures of the help anew, in a browser; look at every one before keeping it
	@$(GO) run ./test/shots -program ./$(BIN)/huoshui

first-day-pictures: ## walk through a shop owner's first ten minutes and take docs/first-day anew; look at every one before keeping it
	@dir=$$(mktemp -d) && HUOSHUI_TEST_PICTURES=$$dir $(GO) test -count=1 -run FirstDay ./test/browser && rm -f docs/first-day/*.png && \
		$(GO) run ./test/shots -small $$dir -out docs/first-day; rm -r $$dir

verify: lint ## what a release needs besides tests: tidy modules, known checksums, known weaknesses
	$(GO) mod tidy -diff
	$(GO) mod verify
	@if command -v govulncheck >/dev/null; then govulncheck ./...; else echo "note: govulncheck is not installed; weaknesses of dependencies were not looked up"; fi

clean: ## remove what was built
	rm -rf $(BIN) $(DIST)

.PHONY: tools
tools:
	@$(GO) build -buildvcs=false -o $(BIN)/ ./test/withpg ./test/suite

# Everything a person does with this repository. Needs Go and make; `make test`
# installs the rest where it may (see test/setup.sh).

SHELL := /bin/sh
GO    ?= go
BIN   := bin
# The program and the ordinary tests are built without cgo: one static binary.
export CGO_ENABLED ?= 0
FUZZ  ?= 10s

.DEFAULT_GOAL := help
.PHONY: help run build test lint race bench fuzz kill e2e-matrix verify clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build, and serve the console with a sample workspace at 127.0.0.1:8080
	./$(BIN)/huoshui run

build: ## build the program into bin/huoshui
	$(GO) build -trimpath -o $(BIN)/huoshui ./cmd/huoshui

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

verify: lint ## what a release needs besides tests: tidy modules, known checksums, known weaknesses
	$(GO) mod tidy -diff
	$(GO) mod verify
	@if command -v govulncheck >/dev/null; then govulncheck ./...; else echo "note: govulncheck is not installed; weaknesses of dependencies were not looked up"; fi

clean: ## remove what was built
	rm -rf $(BIN)

.PHONY: tools
tools:
	@$(GO) build -buildvcs=false -o $(BIN)/ ./test/withpg ./test/suite

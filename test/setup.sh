#!/bin/sh
# Installs what the tests need and the machine lacks: PostgreSQL, Chromium, and
# a C compiler for the race detector. Only as root on a Debian-like system;
# elsewhere, or where an installation fails, it says what is missing. In CI
# (CI is set) something missing at the end is a failure.
set -u

has_postgres() {
	[ -n "${HUOSHUI_TEST_POSTGRES:-}" ] && return 0
	command -v initdb >/dev/null 2>&1 && return 0
	for p in /usr/lib/postgresql/*/bin/initdb; do
		[ -x "$p" ] && return 0
	done
	return 1
}

has_browser() {
	for name in "${HUOSHUI_TEST_BROWSER:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
		command -v "$name" >/dev/null 2>&1 && return 0
	done
	return 1
}

has_compiler() {
	command -v gcc >/dev/null 2>&1 && [ -e /usr/include/stdlib.h ]
}

# missing prints the Debian packages that are lacking, one per line.
missing() {
	has_postgres || echo postgresql
	has_browser || echo chromium
	has_compiler || printf 'gcc\nlibc6-dev\n'
}

lack=$(missing)
[ -z "$lack" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	export DEBIAN_FRONTEND=noninteractive
	log=$(mktemp)
	echo "setup: installing" $lack
	apt-get -qq update >"$log" 2>&1 || { echo "setup: apt-get update failed:"; tail -n 5 "$log"; }
	for package in $lack; do
		apt-get -qq -y --no-install-recommends install "$package" >"$log" 2>&1 </dev/null ||
			{ echo "setup: $package could not be installed:"; tail -n 5 "$log"; }
	done
	rm -f "$log"
	lack=$(missing)
	[ -z "$lack" ] && exit 0
fi

echo "setup: missing for the full test run:" $lack
echo "setup: on Debian, as root: apt-get install" $lack
[ -z "${CI:-}" ] || { echo "setup: in CI everything is exercised, so this is a failure" >&2; exit 1; }

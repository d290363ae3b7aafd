#!/bin/sh
# usage: packages.sh build | test
# Installs the Debian packages that are missing: what a build needs, or what all
# tests need, too. As root, or through sudo; asks nothing.
set -eu

build="gcc libc6-dev meson ninja-build pkg-config libxml2-dev libcurl4-openssl-dev
libsqlite3-dev libpcre2-dev libjansson-dev zlib1g-dev libseccomp-dev libmicrohttpd-dev
libbrotli-dev libzstd-dev scdoc ca-certificates tzdata"
tests="$build clang clang-tidy clang-format libclang-rt-14-dev libcmocka-dev
python3 python3-pytest python3-lxml python3-feedparser python3-brotli python3-zstandard
libxml2-utils sqlite3 mandoc
shellcheck codespell newsboat sfeed curl apache2-bin chromium fonts-dejavu-core"

# Of what also comes from elsewhere the command counts, not who brought it.
commands="node:nodejs npm:npm java:default-jre-headless"

case "${1:-}" in
build) wanted=$build ;;
test)
	wanted=$tests
	for command in $commands; do
		command -v "${command%%:*}" >/dev/null || wanted="$wanted ${command#*:}"
	done
	;;
*) echo "usage: packages.sh build | test" >&2; exit 2 ;;
esac

missing=
for package in $wanted; do
	status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || status=
	[ "$status" = installed ] || missing="$missing $package"
done
[ "$missing" ] || exit 0

sudo=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || { echo "packages.sh: not root, and no sudo: install$missing" >&2; exit 1; }
	sudo=sudo
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
# shellcheck disable=SC2086 # a list of words is meant
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null

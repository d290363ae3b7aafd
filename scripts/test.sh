#!/bin/sh
# usage: sh scripts/test.sh
# Installs what is missing, builds with gcc and with clang under ASan and UBSan,
# runs every test and lint with both, and ends with the line "N passed, N failed",
# counted from what the tests themselves reported.
set -eu
cd "$(dirname "$0")/.."

sh scripts/packages.sh test
rm -rf build-gcc build-clang

build() { # NAME COMPILER [OPTION...]
	name=$1 cc=$2
	shift 2
	CC=$cc meson setup "build-$name" -Dtests=enabled --werror --fatal-meson-warnings "$@" >/dev/null
	ninja -C "build-$name" >"build-$name/log.txt" 2>&1 || { tail -n 40 "build-$name/log.txt"; exit 1; }
}
failed=0
check() { # NAME: what meson counts comes from the reports that it leaves
	meson test -C "build-$1" --print-errorlogs --no-rebuild || failed=1
}

build gcc gcc
build clang clang -Db_sanitize=address,undefined -Db_lundef=false
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
check gcc
check clang

/usr/bin/python3 scripts/count.py build-gcc build-clang || failed=1
exit $failed

#!/bin/sh
# usage: sh scripts/demo.sh
# Installs what is missing, builds a release, serves the samples on a free port of
# this machine, and runs the main job on them twice. What comes out is in demo/.
set -eu
cd "$(dirname "$0")/.."

sh scripts/packages.sh build
[ -d build-release ] || meson setup build-release --buildtype=release -Dtests=disabled >/dev/null
ninja -C build-release -v >build-release/log.txt 2>&1 || { tail -n 30 build-release/log.txt; exit 1; }
affluent=$PWD/build-release/src/affluent

# The shipped configuration, with the port that was free, in a folder of its own.
rm -rf demo
mkdir demo
"$affluent" serve --port 0 --port-file demo/port samples >demo/serve.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
while [ ! -s demo/port ]; do sleep 0.05; done
cp -r affluent.conf feeds.d filters demo/
sed -i "s#127\.0\.0\.1:8000#127.0.0.1:$(cat demo/port)#" demo/feeds.d/*.conf
cd demo

# One of the samples is broken: the run goes on, and says so with status 3.
run() {
	status=0
	"$affluent" run "$@" || status=$?
	[ $status -eq 3 ] || { echo "demo.sh: affluent run ended with $status" >&2; exit 1; }
}
# All but status.*, which tell when the last run was.
kept() { find public -type f ! -name 'status.*' -exec "$@" {} + | sort; }
files() { kept stat -c '%n %i %y'; kept sha256sum; }

echo "== first run: affluent run"
run
files >before.txt
echo "== second run, asking everyone again: affluent run --force"
run --force
files >after.txt
cmp before.txt after.txt && echo "every published file but status.* is as it was: bytes, mtime and inode"
echo
echo "== affluent status"
"$affluent" status
echo
echo "== affluent status --history union-solidaire"
"$affluent" status --history union-solidaire
echo
echo "== affluent list"
"$affluent" list
echo
echo "== affluent explain https://union-solidaire.example/2022/05/brest-quimper"
"$affluent" explain https://union-solidaire.example/2022/05/brest-quimper || true
echo
echo "== affluent edition"
"$affluent" edition
# Issues come out as time goes by: the same samples, in a store of their own, as if
# a week of 2022 had passed.
mkdir 2022
cp -r affluent.conf feeds.d filters 2022/
(
	cd 2022
	export AFFLUENT_NOW=2022-05-30T12:00:00+02:00
	run
	AFFLUENT_NOW=2022-06-06T08:00:00+02:00
	run --force
) 2>/dev/null
echo
echo "== issues of the editions at 2022-06-06, in demo/2022/public/"
(cd 2022/public && ls editions/*.atom editions/*/*.html)
echo
echo "published $(find public -type f | wc -l) files in $PWD/public, among them:"
ls public/*.atom public/actors/*.atom public/themes/*.atom public/streams/*.atom
echo "How its sources are is told by public/status.html and public/health.atom."
echo "Look at them with: $affluent serve $PWD/public"

#!/bin/sh
# Cuts the power under the real program on LazyFS, a file system that forgets what was not synced. See README.md.
# Usage: tests/power/cut.sh LAZYFS_BINARY [ROUNDS]; needs FUSE 3 and a built target/release/balie.
set -eu
lazyfs=$1
rounds=${2:-60}
balie=$(pwd)/target/release/balie
work=$(mktemp -d)
mkdir "$work/below" "$work/above"
cat >"$work/config.toml" <<CONFIG
[faults]
fifo_path="$work/faults"
[cache]
apply_eviction=false
[cache.simple]
custom_size="256MB"
blocks_per_page=1
[filesystem]
log_all_operations=false
CONFIG
mount_it() {
    "$lazyfs" "$work/above" --config-path "$work/config.toml" -o modules=subdir -o subdir="$work/below"
    until mountpoint -q "$work/above"; do sleep 0.1; done
}
cut() {
    # Everything that was not synced is forgotten.
    echo "lazyfs::clear-cache" >"$work/faults"
    sleep 0.3
}
trap 'fusermount3 -u "$work/above" || true; rm -rf "$work"' EXIT
mount_it
"$balie" --data "$work/above/data" init --place wijkcontactpunt-de-oever --recovery-to "$work/recovery" >"$work/words"
sed -n 's/^  dienst *//p' "$work/words" >"$work/team"
: >"$work/told"
round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    yes '{"thema":"geld","uitkomst":"beantwoord"}' | head -n 200 |
        "$balie" --data "$work/above/data" record --route snel --answers - >>"$work/told" &
    child=$!
    sleep 0.$((round % 9 + 1))
    kill -9 "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
    cut
    "$balie" --data "$work/above/data" check --deep --passphrase-file "$work/team" >"$work/check" || {
        echo "round $round"; cat "$work/check"; exit 1
    }
done
told=$(grep -cE '^[0-9a-f]{32}$' "$work/told")
kept=$("$balie" --data "$work/above/data" export --day "$(TZ=Europe/Amsterdam date +%F)" --format csv --to - \
    --passphrase-file "$work/team" | tail -n +2 | wc -l)
echo "$rounds cuts, $told saves told, $kept kept"
[ "$kept" -ge "$told" ]

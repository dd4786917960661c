#!/bin/sh
# Cuts the power under the real program on LazyFS, a file system that forgets what was not synced. See README.md.
# Usage: tests/power/cut.sh LAZYFS_BINARY [ROUNDS]; needs FUSE 3 and root (or a user who may mount with FUSE).
# TEST may name a built test program (target/debug/deps/it-...); otherwise cargo builds and finds it.
set -eu
lazyfs=$(realpath "$1")
rounds=${2:-60}
test=${TEST:-$(cargo test --test it --no-run 2>&1 | sed -n 's/.*(\(target.*\))/\1/p')}
test=$(realpath "$test")
work=$(mktemp -d)
mkdir "$work/below" "$work/above"
mkfifo "$work/done"
cat >"$work/config.toml" <<CONFIG
[faults]
fifo_path="$work/faults"
fifo_path_completed="$work/done"
[cache]
apply_eviction=false
[cache.simple]
custom_size="256mb"
blocks_per_page=1
[filesystem]
log_all_operations=false
logfile=""
CONFIG
cat >"$work/mount" <<MOUNT
#!/bin/sh
set -eu
"$lazyfs" "$work/above" --config-path "$work/config.toml" -o modules=subdir -o subdir="$work/below" >>"$work/log" 2>&1
until mountpoint -q "$work/above"; do sleep 0.05; done
MOUNT
# Everything that was not synced is forgotten, by LazyFS and, with the mount, by the kernel.
cat >"$work/cut" <<CUT
#!/bin/sh
set -eu
echo lazyfs::clear-cache >"$work/faults"
read -r _ <"$work/done"
umount "$work/above" || fusermount3 -u "$work/above"
while pgrep -f -- "--config-path $work/config.toml" >/dev/null; do sleep 0.05; done
"$work/mount"
CUT
chmod +x "$work/mount" "$work/cut"
trap 'umount -l "$work/above" 2>/dev/null || true; rm -rf "$work"' EXIT
"$work/mount"
BALIE_KILL_IN="$work/above" BALIE_KILL_AFTER="$work/cut" BALIE_KILL_ROUNDS="$rounds" \
    "$test" --exact kill::as_many_power_cuts_as_asked_lose_nothing_that_was_told --ignored --nocapture

#!/bin/bash
# Checks unit files by systemd's own rules, with no manager running: verify-units.sh user|system FILE...
# `systemd-analyze verify` exits with 0 when it only warns, so every word about one of the files counts.
set -euo pipefail
manager=$1
shift
options=()
[ "$manager" != user ] || options=(--user)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_RUNTIME_DIR=$work
failed=0
for file in "$@"; do
    status=0
    systemd-analyze "${options[@]}" --man=no verify "$file" 2>"$work/said" || status=$?
    if [ "$status" != 0 ] || grep -qF "${file##*/}" "$work/said"; then
        echo "$file: $status" >&2
        cat "$work/said" >&2
        failed=1
    fi
done
exit "$failed"

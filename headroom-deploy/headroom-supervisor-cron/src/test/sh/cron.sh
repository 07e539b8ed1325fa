#!/bin/bash
# Debian's cron with empty tables of its own. Needs root, cgroup2, cron, util-linux.
#
#   cron.sh serve UID       an account ada with that number; prints the state directory, where its home is; each line of standard input is
#                           answered by "up": boot (every process but ours ends, and the cron daemon starts as after a boot). At its
#                           end the machine is gone.
#   cron.sh in STATE CMD    runs CMD there as root
#   cron.sh as STATE CMD    runs CMD there as ada
set -euo pipefail
self=$(readlink -f "$0")
search=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

inner() {
    local state=$1 uid=$2
    mount --make-rprivate /
    { cat /etc/passwd; echo "ada:x:$uid:$uid::$state/home:/bin/sh"; } >"$state/passwd"
    { cat /etc/group; echo "ada:x:$uid:"; } >"$state/group"
    { cat /etc/shadow; echo "ada:*:1::::::"; } >"$state/shadow"
    mount --bind "$state/passwd" /etc/passwd
    mount --bind "$state/group" /etc/group
    mount --bind "$state/shadow" /etc/shadow
    mount --bind "$state/spool" /var/spool/cron
    mount --bind "$state/cron.d" /etc/cron.d
    # Empty, so that nothing of this machine is run.
    : >"$state/crontab"
    mount --bind "$state/crontab" /etc/crontab
    mount -t tmpfs -o mode=755 tmpfs /run
    touch "$state/up"
    # PID 1 reaps what has no parent any more.
    while :; do sleep 1000 & wait; done
}

inside() {
    local state=$1
    shift
    exec nsenter -t "$(cat "$state/pid")" -m -p -- env -i PATH="$search" HOME=/root LANG=C.UTF-8 "$@"
}

inside_as() {
    local state=$1
    shift
    exec nsenter -t "$(cat "$state/pid")" -m -p -- setpriv --reuid ada --regid ada --init-groups \
        env -i PATH="$search" HOME="$state/home" LANG=C.UTF-8 "$@"
}

boot() {
    # shellcheck disable=SC2016 # The inner shell is to expand it.
    "$self" in "$state" /bin/sh -c '
        for process in /proc/[0-9]*; do
            pid=${process#/proc/}
            [ "$pid" = 1 ] || [ "$pid" = $$ ] || kill -KILL "$pid" 2>/dev/null
        done
        rm -f /run/crond.*
        cron'
}

serve() {
    local i word
    state=$(mktemp -d /var/tmp/headroom-cron.XXXXXX)
    trap end EXIT
    mkdir -p "$state/home" "$state/cron.d" "$state/spool/crontabs"
    chmod 755 "$state"
    chown "$1:$1" "$state/home"
    chown root:crontab "$state/spool/crontabs"
    chmod 1730 "$state/spool/crontabs"
    unshare --mount --pid --fork --kill-child --mount-proc "$self" --inner "$state" "$1" \
        </dev/null >"$state/console.log" 2>&1 &
    namespace=$!
    for ((i = 0; i < 100; i++)); do
        [ ! -e "$state/up" ] || break
        sleep 0.05
    done
    pgrep -P "$namespace" >"$state/pid" || { cat "$state/console.log" >&2; exit 70; }
    echo "$state"
    while read -r word; do
        [ "$word" = boot ] && boot
        echo up
    done
}

end() {
    if [ -n "${namespace:-}" ]; then
        { kill -KILL "$namespace" && wait "$namespace"; } 2>/dev/null || true
    fi
    rm -rf --one-file-system "$state"
}

case ${1:-} in
    --inner) inner "$2" "$3" ;;
    serve) serve "$2" ;;
    in) shift; inside "$@" ;;
    as) shift; inside_as "$@" ;;
    *) sed -n '2,9p' "$self"; exit 64 ;;
esac

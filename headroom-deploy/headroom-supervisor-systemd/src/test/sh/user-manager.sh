#!/bin/bash
# A real, private `systemd --user` on a machine whose PID 1 need not be systemd. Needs root, cgroup2, systemd, util-linux.
#
#   user-manager.sh serve UID [HOME]  starts the manager of account UID, prints its state directory, and ends it when standard input
#                                     ends; an account that does not exist is called ada, and exists in there alone
#   user-manager.sh in STATE CMD      runs CMD beside that manager, as its user, with an environment that a su leaves: no XDG_RUNTIME_DIR
#
# The home is STATE/HOME, or STATE/home, the runtime directory is /run/user/UID as on a real machine, seen in there alone. Nothing outside is changed:
# systemd refuses to run where /run/systemd/system is missing, so that directory is made in a mount namespace of our own.
set -euo pipefail
self=$(readlink -f "$0")

# In the new namespaces, as root and PID 1.
inner() {
    local state=$1 uid=$2 home
    home=$(cat "$state/home.path")
    mount --make-rprivate /
    umount -R /sys/fs/cgroup
    mount -t cgroup2 none /sys/fs/cgroup
    if ! id "$uid" >/dev/null 2>&1; then
        { cat /etc/passwd; echo "ada:x:$uid:$uid::$home:/bin/sh"; } >"$state/passwd"
        { cat /etc/group; echo "ada:x:$uid:"; } >"$state/group"
        mount --bind "$state/passwd" /etc/passwd
        mount --bind "$state/group" /etc/group
    fi
    mount -t tmpfs -o mode=755 tmpfs /run/systemd
    mkdir /run/systemd/system
    mkdir -p /run/user
    mount -t tmpfs -o mode=755 tmpfs /run/user
    mkdir -m 700 "/run/user/$uid"
    chown "$uid:$uid" "/run/user/$uid"
    env -i PATH="$PATH" HOME="$home" XDG_RUNTIME_DIR="/run/user/$uid" LANG=C.UTF-8 \
        setpriv --reuid "$uid" --regid "$uid" --init-groups \
        /lib/systemd/systemd --user --log-target=console --log-level=info </dev/null >"$state/manager.log" 2>&1 &
    wait
}

inside() {
    local state=$1 uid
    shift
    uid=$(cat "$state/uid")
    exec nsenter -t "$(cat "$state/pid")" -m -p -C -- setpriv --reuid "$uid" --regid "$uid" --init-groups \
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME="$(cat "$state/home.path")" LANG=C.UTF-8 "$@"
}

serve() {
    local uid=$1 home=${2:-home} i said=
    cgroup=$(findmnt -n -t cgroup2 -o TARGET | head -1)
    [ -n "$cgroup" ] || { echo "no cgroup2 is mounted" >&2; exit 70; }
    cgroup=$cgroup/headroom-user.$$
    state=$(mktemp -d /var/tmp/headroom-user.XXXXXX)
    trap end EXIT
    home=$state/$home
    mkdir "$cgroup" "$home"
    echo "$home" >"$state/home.path"
    chmod 711 "$state"
    echo "$uid" >"$state/uid"
    chown -R "$uid:$uid" "$cgroup" "$home"
    # The PID namespace takes along whatever a test leaves behind.
    (
        echo "$BASHPID" >"$cgroup/cgroup.procs"
        exec unshare --mount --pid --cgroup --fork --kill-child --mount-proc "$self" --inner "$state" "$uid"
    ) </dev/null >"$state/console.log" 2>&1 &
    namespace=$!
    for ((i = 0; i < 200; i++)); do
        pgrep -P "$namespace" >"$state/pid" || { sleep 0.05; continue; }
        said=$("$self" in "$state" env "XDG_RUNTIME_DIR=/run/user/$uid" systemctl --user is-system-running 2>/dev/null || true)
        case $said in running | degraded) break ;; esac
        sleep 0.05
    done
    case $said in
        running | degraded) ;;
        *) cat "$state"/*.log >&2; echo "the user manager is not up: ${said:-no answer}" >&2; exit 70 ;;
    esac
    echo "$state"
    cat >/dev/null
}

end() {
    local i
    if [ -n "${namespace:-}" ]; then
        { kill -KILL "$namespace" && wait "$namespace"; } 2>/dev/null || true
    fi
    for ((i = 0; i < 30; i++)); do
        find "$cgroup" -depth -type d -exec rmdir {} \; 2>/dev/null || true
        [ -d "$cgroup" ] || break
        sleep 0.1
    done
    rm -rf --one-file-system "$state"
}

case ${1:-} in
    --inner) inner "$2" "$3" ;;
    serve) serve "$2" "${3:-}" ;;
    in) shift; inside "$@" ;;
    *) sed -n '2,9p' "$self"; exit 64 ;;
esac

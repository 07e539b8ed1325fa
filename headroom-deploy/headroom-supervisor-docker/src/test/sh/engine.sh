#!/bin/bash
# A real, throw-away Docker engine on a machine that need not have one running: dockerd with containerd and runc, in mount, pid, cgroup and
# network namespaces of its own, so that its bridges, its rules and its ports are in there alone. Needs root, cgroup2, overlayfs, bridge
# and veth in the kernel, docker.io, iptables, iproute2, util-linux, and busybox-static for images.
#
#   engine.sh serve            starts the engine, prints its state directory, and obeys standard input, where each line is answered by "up":
#                              restart (as systemctl restart docker), crash (SIGKILL to everything, as a power loss). At its end all is gone.
#   engine.sh in STATE CMD     runs CMD in the engine's network with DOCKER_HOST set: ports published on 127.0.0.1 are there
#   engine.sh pids STATE CMD   runs CMD among the engine's processes
#
# STATE/home is for who uses it. Another machine of the same network is 192.0.2.2, seen from the engine's 192.0.2.1 (RFC 5737); its
# namespace is a child of the engine's, and "engine.sh neighbour STATE CMD" runs CMD there.
set -euo pipefail
self=$(readlink -f "$0")

# PID 1 of the engine's namespace: reaps what is orphaned, and starts the engine again.
inner() {
    local state=$1
    mount --make-rprivate /
    umount -R /sys/fs/cgroup
    mount -t cgroup2 none /sys/fs/cgroup
    # Gone after a power loss, as it is on a real machine.
    mount -t tmpfs -o mode=755 tmpfs /run
    ip link set lo up
    unshare --net sleep infinity &
    echo "$!" >"$state/neighbour"
    ip link add lan0 type veth peer name lan1
    ip addr add 192.0.2.1/24 dev lan0
    ip link set lan0 up
    # Until it has its namespace the other end cannot be moved there.
    until [ "$(readlink "/proc/$!/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.02; done
    ip link set lan1 netns "$!"
    nsenter -t "$!" -n sh -c 'ip addr add 192.0.2.2/24 dev lan1 && ip link set lan1 up'
    while [ ! -e "$state/ends" ]; do
        rm -f /run/docker.pid "$state/docker.sock"
        dockerd --data-root "$state/data" --exec-root /run/docker --pidfile /run/docker.pid --host "unix://$state/docker.sock" &
        echo "$!" >"$state/dockerd"
        wait "$!" || true
    done
}

client() {
    DOCKER_HOST=unix://$state/docker.sock "$@"
}

await_up() {
    local i
    for ((i = 0; i < 300; i++)); do
        if client docker version >/dev/null 2>&1; then return 0; fi
        [ -d "/proc/$(cat "$state/outer")" ] || break
        sleep 0.1
    done
    tail -20 "$state/engine.log" >&2
    echo "the engine is not up" >&2
    return 1
}

launch() {
    local i
    # The PID namespace takes along whatever a test leaves behind.
    (
        echo "$BASHPID" >"$cgroup/cgroup.procs"
        exec setsid unshare --mount --pid --cgroup --net --fork --kill-child --mount-proc "$self" --inner "$state"
    ) </dev/null >>"$state/engine.log" 2>&1 &
    echo "$!" >"$state/outer"
    for ((i = 0; i < 200; i++)); do
        if pgrep -P "$(cat "$state/outer")" >"$state/init"; then break; fi
        sleep 0.05
    done
    await_up
}

# Every process of the engine and of its containers.
kill_all() {
    local outer
    outer=$(cat "$state/outer")
    kill -KILL "$(cat "$state/init")" 2>/dev/null || true
    wait "$outer" 2>/dev/null || true
    find "$cgroup" -mindepth 1 -depth -type d -exec rmdir {} \; 2>/dev/null || true
}

terminate() {
    nsenter -t "$(cat "$state/init")" -p -m kill -TERM "$(cat "$state/dockerd")"
}

restart() {
    local former i
    former=$(cat "$state/dockerd")
    terminate
    for ((i = 0; i < 300; i++)); do
        [ "$(cat "$state/dockerd")" = "$former" ] || break
        sleep 0.1
    done
    await_up
}

serve() {
    local word top
    top=$(findmnt -n -t cgroup2 -o TARGET | head -1)
    [ -n "$top" ] || { echo "no cgroup2 is mounted" >&2; exit 70; }
    cgroup=$top/headroom-docker.$$
    # Not below /tmp, which may be memory, where layers cannot lie upon each other.
    state=$(mktemp -d /var/tmp/headroom-docker.XXXXXX)
    trap end EXIT
    chmod 711 "$state"
    mkdir "$cgroup" "$state/home"
    launch || exit 70
    echo "$state"
    while read -r word; do
        case $word in
            restart) restart ;;
            crash) kill_all; launch ;;
            *) echo "what is $word?" >&2; exit 64 ;;
        esac
        echo up
    done
}

end() {
    local i
    if [ -s "$state/init" ]; then
        touch "$state/ends"
        # In order, so that no mount or process of a container stays.
        terminate 2>/dev/null || true
        for ((i = 0; i < 100; i++)); do
            [ -d "/proc/$(cat "$state/init")" ] || break
            sleep 0.1
        done
        kill_all
    fi
    for ((i = 0; i < 30; i++)); do
        find "$cgroup" -depth -type d -exec rmdir {} \; 2>/dev/null || true
        [ -d "$cgroup" ] || break
        sleep 0.1
    done
    rm -rf --one-file-system "$state"
}

case ${1:-} in
    --inner) inner "$2" ;;
    serve) serve ;;
    in)
        state=$2
        shift 2
        DOCKER_HOST=unix://$state/docker.sock exec nsenter -t "$(cat "$state/init")" -n "$@"
        ;;
    pids)
        state=$2
        shift 2
        exec nsenter -t "$(cat "$state/init")" -p -m "$@"
        ;;
    neighbour)
        state=$2
        shift 2
        exec nsenter -t "$(cat "$state/init")" -p -m nsenter -t "$(cat "$state/neighbour")" -n "$@"
        ;;
    *)
        sed -n '2,16p' "$self"
        exit 64
        ;;
esac

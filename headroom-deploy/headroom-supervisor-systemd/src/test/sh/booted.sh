#!/bin/bash
# Boots a real systemd with journal, logind, D-Bus and user managers, on an overlay over this machine's "/": its programs are there, and
# what is written goes to a layer that is thrown away. Needs root, overlayfs, cgroup2, systemd-sysv, dbus, libpam-systemd, util-linux.
#
#   booted.sh serve             boots, prints the state directory, and obeys standard input, where each line is answered by "up":
#                               reboot (systemctl reboot), crash (SIGKILL to PID 1, as a power loss). At its end the machine is gone.
#   booted.sh in STATE CMD      runs CMD there as root
#   booted.sh as STATE USER CMD runs CMD there as USER, with an environment that a su leaves: no XDG_RUNTIME_DIR
#
# STATE is /run/host/state there.
set -euo pipefail
self=$(readlink -f "$0")
search=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# Once per machine: only what a test of a service manager needs, nothing that this machine happens to have enabled.
prepare() {
    local root=$1 unit generator
    rm -rf "$root"/etc/systemd/system/*.wants "$root"/etc/systemd/system/*.requires
    ln -sfn /lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
    for unit in systemd-networkd.service systemd-networkd.socket systemd-networkd-wait-online.service systemd-resolved.service \
        systemd-timesyncd.service systemd-sysctl.service systemd-modules-load.service systemd-firstboot.service \
        systemd-udevd.service systemd-udev-trigger.service systemd-binfmt.service systemd-pstore.service \
        systemd-remount-fs.service getty.target console-getty.service postgresql.service docker.service containerd.service \
        cron.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service \
        fstrim.timer man-db.timer logrotate.timer; do
        ln -sfn /dev/null "$root/etc/systemd/system/$unit"
    done
    mkdir -p "$root/etc/systemd/system-generators"
    for generator in "$root"/lib/systemd/system-generators/*; do
        case ${generator##*/} in
            systemd-*) ;;
            *) ln -sfn /dev/null "$root/etc/systemd/system-generators/${generator##*/}" ;;
        esac
    done
    # An empty one would enable every preset.
    systemd-id128 new >"$root/etc/machine-id"
    : >"$root/etc/fstab"
    rm -rf "$root/var/log/journal"
    mkdir -p "$root/var/log/journal"
}

# In the new namespaces: becomes systemd.
inner() {
    local state=$1 root=$1/root entry
    mount --make-rprivate /
    mkdir -p "$state/upper" "$state/work" "$root"
    mount -t overlay overlay -o "lowerdir=/,upperdir=$state/upper,workdir=$state/work" "$root"
    [ -e "$state/prepared" ] || { prepare "$root"; touch "$state/prepared"; }
    mount -t proc proc "$root/proc"
    # The journal counts boots by this number.
    cat /proc/sys/kernel/random/uuid >"$state/boot_id"
    mount --bind "$state/boot_id" "$root/proc/sys/kernel/random/boot_id"
    for entry in sys sysrq-trigger irq bus; do
        [ ! -e "$root/proc/$entry" ] || {
            mount --rbind "$root/proc/$entry" "$root/proc/$entry"
            mount -o remount,bind,ro "$root/proc/$entry"
        }
    done
    mount -t sysfs -o ro sysfs "$root/sys"
    mount -t cgroup2 none "$root/sys/fs/cgroup"
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    mkdir "$root/dev/pts" "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"
    ln -s fd/0 "$root/dev/stdin"
    ln -s fd/1 "$root/dev/stdout"
    ln -s fd/2 "$root/dev/stderr"
    for entry in null zero full random urandom tty; do
        touch "$root/dev/$entry"
        mount --bind "/dev/$entry" "$root/dev/$entry"
    done
    touch "$root/dev/console"
    mount --bind "$state/console.log" "$root/dev/console"
    mount -t tmpfs -o mode=755 tmpfs "$root/run"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
    mkdir -p "$root/run/host/state"
    mount --bind "$state" "$root/run/host/state"
    ip link set lo up
    cd "$root"
    mkdir -p mnt/.old
    pivot_root . mnt/.old
    cd /
    umount -l /mnt/.old
    exec env -i container=unshare PATH="$search" LANG=C.UTF-8 /lib/systemd/systemd --system --show-status=0 \
        </dev/null >>/dev/console 2>&1
}

# logind of systemd 256 and later refuses callers from outside of the machine's control groups.
join() {
    local group
    group=$(cat "$1/cgroup")/test-commands
    mkdir -p "$group"
    echo "$BASHPID" >"$group/cgroup.procs"
}

inside() {
    local state=$1
    shift
    join "$state"
    exec nsenter -t "$(cat "$state/pid")" -m -p -C -u -i -n -- env -i PATH="$search" HOME=/root LANG=C.UTF-8 "$@"
}

inside_as() {
    local state=$1 user=$2
    shift 2
    # shellcheck disable=SC2016 # The inner shell is to expand them.
    inside "$state" /bin/sh -c 'user=$1; shift
        exec setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups \
            env HOME="$(getent passwd "$user" | cut -d: -f6)" USER="$user" "$@"' sh "$user" "$@"
}

boot() {
    local state=$1 i said=
    (
        echo "$BASHPID" >"$cgroup/cgroup.procs"
        exec unshare --mount --pid --cgroup --uts --ipc --net --fork --kill-child "$self" --inner "$state"
    ) </dev/null >>"$state/console.log" 2>&1 &
    namespace=$!
    for ((i = 0; i < 400; i++)); do
        [ -d "/proc/$namespace" ] || break
        pgrep -P "$namespace" >"$state/pid" || { sleep 0.05; continue; }
        said=$("$self" in "$state" systemctl is-system-running 2>/dev/null || true)
        case $said in running | degraded) return ;; esac
        sleep 0.05
    done
    tail -20 "$state/console.log" >&2
    echo "systemd is not up: ${said:-no answer}" >&2
    exit 70
}

serve() {
    local word i
    cgroup=$(findmnt -n -t cgroup2 -o TARGET | head -1)
    [ -n "$cgroup" ] || { echo "no cgroup2 is mounted" >&2; exit 70; }
    cgroup=$cgroup/headroom-boot.$$
    state=$(mktemp -d /var/tmp/headroom-boot.XXXXXX)
    trap end EXIT
    mkdir "$cgroup"
    echo "$cgroup" >"$state/cgroup"
    : >"$state/console.log"
    boot "$state"
    echo "$state"
    while read -r word; do
        case $word in
            reboot) "$self" in "$state" systemctl --no-block reboot 2>/dev/null || true ;; # it may be gone before it answers
            crash) kill -KILL "$(cat "$state/pid")" ;;
        esac
        wait "$namespace" 2>/dev/null || true
        boot "$state"
        echo up
    done
}

end() {
    local i
    if [ -n "${namespace:-}" ]; then
        { kill -KILL "$namespace" && wait "$namespace"; } 2>/dev/null || true
    fi
    for ((i = 0; i < 50; i++)); do
        find "$cgroup" -depth -type d -exec rmdir {} \; 2>/dev/null || true
        [ -d "$cgroup" ] || break
        sleep 0.1
    done
    rm -rf --one-file-system "$state"
}

case ${1:-} in
    --inner) inner "$2" ;;
    serve) serve ;;
    in) shift; inside "$@" ;;
    as) shift; inside_as "$@" ;;
    *) sed -n '2,11p' "$self"; exit 64 ;;
esac

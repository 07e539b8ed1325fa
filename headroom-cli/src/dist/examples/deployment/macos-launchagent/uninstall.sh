#!/bin/bash
# Takes away what install.sh made. See README.md. For bash 3.2, which is what macOS has.
set -eu
PATH=$PATH:/usr/bin:/bin:/usr/sbin:/sbin

usage() {
    cat <<END
Usage: ./uninstall.sh [--remove-logs] [--unattended] [--label L] [--help]
  --remove-logs   remove the logs, too; otherwise asked, or kept with --unattended
  --unattended    ask nothing
  --label L       the name that was given to install.sh, if any
END
}

mark() { # OUTPUT COLOR MARK TEXT; colored on a terminal only
    if [ -t "$1" ]; then printf '\033[%sm%s\033[0m %s\n' "$2" "$3" "$4" >&"$1"; else printf '%s %s\n' "$3" "$4" >&"$1"; fi
}
step() { mark 1 34 '==>' "$1"; }
ok() { mark 1 32 ✓ "$1"; }
error() { mark 2 31 ✗ "$1"; }
fail() { error "$1" && exit 1; }

remove_logs='' unattended='' label=com.headroom.proxy
while [ $# -gt 0 ]; do
    case $1 in
    --label)
        [ $# -ge 2 ] || fail "$1 needs a value"
        label=$2
        shift
        ;;
    --remove-logs) remove_logs=yes ;;
    --unattended) unattended=yes ;;
    --help) usage && exit 0 ;;
    *) error "Unknown option: $1" && usage >&2 && exit 1 ;;
    esac
    shift
done
[ "$(uname -s)" = Darwin ] || fail 'This script is for macOS only; on Linux use: headroom install remove'
uid=$(id -u)
words='^[A-Za-z0-9-]+(\.[A-Za-z0-9_-]+)*$'
[[ $label =~ $words && $label != *.stop ]] || fail "Not a label: $label (such as com.headroom.proxy-2)"

plist=$HOME/Library/LaunchAgents/$label.plist
stop=$HOME/Library/LaunchAgents/$label.stop.plist
logs=$HOME/Library/Logs/headroom
[ "$label" = com.headroom.proxy ] || logs=$logs/${label#com.headroom.}
! grep -q run-headroom.sh "$plist" 2>/dev/null || fail "$label belongs to a profile. Use: headroom install remove"

loaded() { launchctl print "gui/$uid/$1" >/dev/null 2>&1; }

# The proxy writes proxy.log and puts it aside as proxy.log.1 and so on.
has_logs() {
    [ -n "$(find "$logs" -maxdepth 1 -type f \( -name proxy.log -o -name 'proxy.log.[0-9]*' -o -name proxy-error.log \) 2>/dev/null)" ]
}

found=
for file in "$plist" "$plist.previous" "$plist.new" "$stop" "$stop.previous"; do
    [ ! -e "$file" ] || found=yes
done
if loaded "$label" || loaded "$label.stop" || { [ -n "$remove_logs" ] && has_logs; }; then found=yes; fi
if [ -z "$found" ]; then
    echo 'Nothing to uninstall.'
    exit 0
fi

step "Removing $label"
for name in "$label.stop" "$label"; do
    loaded "$name" || continue
    code=0
    launchctl bootout "gui/$uid/$name" >/dev/null 2>&1 || code=$?
    # 3, 113: gone in the meantime; 36: is ending
    case $code in 0 | 3 | 36 | 113) ;; *) fail "launchd refused to end gui/$uid/$name (code $code)" ;; esac
    # The process may take 20 s (ExitTimeOut) before it is killed.
    end=$((SECONDS + 25))
    while loaded "$name"; do
        [ "$SECONDS" -lt "$end" ] || fail "launchd did not end gui/$uid/$name. See: launchctl print gui/$uid/$name"
        sleep 0.2
    done
    ok "Stopped: $name"
done
for file in "$plist" "$plist.previous" "$plist.new" "$stop" "$stop.previous"; do
    [ -e "$file" ] || continue
    rm -f "$file"
    ok "Removed: $file"
done

if has_logs && [ -z "$remove_logs" ] && [ -z "$unattended" ]; then
    answer=
    printf 'Remove the logs in %s? [y/N] ' "$logs"
    read -r answer || true
    [ -t 0 ] || echo
    case $answer in y | Y | yes | Yes | YES) remove_logs=yes ;; esac
fi
if has_logs && [ -n "$remove_logs" ]; then
    rm -f "$logs/proxy.log" "$logs"/proxy.log.[0-9]* "$logs/proxy-error.log"
    ok "Removed the logs in $logs"
elif has_logs; then
    echo "The logs stay in $logs"
fi
# The folder goes if nothing else is in it, such as the logs of another instance.
rmdir "$logs" 2>/dev/null || true

# What a user wrote into an rc file is the user's to delete; here is where.
lines=$(grep -nE 'HEADROOM_(PROXY_)?PORT=|macos-launchagent/shell-integration\.sh|ANTHROPIC_BASE_URL=.?http://(localhost|127\.0\.0\.1):[0-9]' \
    "$HOME/.zshenv" "$HOME/.zprofile" "$HOME/.zshrc" "$HOME/.profile" "$HOME/.bash_profile" "$HOME/.bashrc" /dev/null 2>/dev/null || true)
if [ -n "$lines" ]; then
    echo 'If no other instance needs them, delete these lines:'
    printf '%s\n' "$lines" | sed 's/^/  /'
else
    echo 'If a file that your shell reads names shell-integration.sh, HEADROOM_PROXY_PORT or ANTHROPIC_BASE_URL, delete these lines.'
fi

#!/bin/bash
# Keeps "headroom proxy" running on macOS as a LaunchAgent. See README.md. For bash 3.2, which is what macOS has.
set -eu
PATH=$PATH:/usr/bin:/bin:/usr/sbin:/sbin

usage() {
    cat <<END
Usage: ./install.sh [--port N] [--unattended] [--label L] [--hours HH:MM-HH:MM] [--help]
  --port N              the port to listen on, 1024 to 65535; otherwise asked for, or 8787 with --unattended
  --unattended          ask nothing: install anew over what is there, refuse a port that is in use
  --label L             another name than com.headroom.proxy, for a second instance (com.headroom.proxy-2)
  --hours HH:MM-HH:MM   run only within these hours (09:00-18:00)
END
}

mark() { # OUTPUT COLOR MARK TEXT; colored on a terminal only
    if [ -t "$1" ]; then printf '\033[%sm%s\033[0m %s\n' "$2" "$3" "$4" >&"$1"; else printf '%s %s\n' "$3" "$4" >&"$1"; fi
}
step() { mark 1 34 '==>' "$1"; }
ok() { mark 1 32 ✓ "$1"; }
warn() { mark 1 33 ⚠ "$1"; }
error() { mark 2 31 ✗ "$1"; }
fail() { error "$1" && exit 1; }

ask() { # QUESTION VARIABLE; the end of the input is an empty answer
    printf '%s' "$1"
    read -r "${2?}" || true
    [ -t 0 ] || echo
}

agreed() { # QUESTION
    ask "$1 [y/N] " answer
    case $answer in y | Y | yes | Yes | YES) return 0 ;; esac
    echo 'Nothing changed.' && return 1
}

answer='' port='' unattended='' label=com.headroom.proxy hours='' saved=''
while [ $# -gt 0 ]; do
    case $1 in
    --port | --label | --hours)
        [ $# -ge 2 ] || fail "$1 needs a value"
        case $1 in --port) port=${2:- } ;; --label) label=$2 ;; *) hours=${2:- } ;; esac
        shift
        ;;
    --unattended) unattended=yes ;;
    --help) usage && exit 0 ;;
    *) error "Unknown option: $1" && usage >&2 && exit 1 ;;
    esac
    shift
done
[ "$(uname -s)" = Darwin ] || fail 'This script is for macOS only; on Linux use: headroom install apply'
uid=$(id -u)
[ "$uid" != 0 ] || fail 'An agent belongs to a user: run this without sudo.'
words='^[A-Za-z0-9-]+(\.[A-Za-z0-9_-]+)*$'
[[ $label =~ $words && $label != *.stop ]] || fail "Not a label: $label (such as com.headroom.proxy-2)"
times='^([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])$'
if [ -n "$hours" ]; then
    [[ $hours =~ $times && ${hours%-*} != "${hours#*-}" ]] || fail "Not hours: $hours (such as 09:00-18:00)"
    h1=$((10#${BASH_REMATCH[1]})) m1=$((10#${BASH_REMATCH[2]})) h2=$((10#${BASH_REMATCH[3]})) m2=$((10#${BASH_REMATCH[4]}))
    begin=$((h1 * 60 + m1)) length=$(((h2 * 60 + m2 - h1 * 60 - m1 + 1440) % 1440))
fi

here=$(cd "$(dirname "$0")" && pwd)
agents=$HOME/Library/LaunchAgents
plist=$agents/$label.plist
stop=$agents/$label.stop.plist
logs=$HOME/Library/Logs/headroom
[ "$label" = com.headroom.proxy ] || logs=$logs/${label#com.headroom.}
domain=gui/$uid target=gui/$uid/$label

loaded() { launchctl print "$1" >/dev/null 2>&1; }

# The process of our job; launchd indents what it says of the job itself by one tab.
own_pid() { launchctl print "$target" 2>/dev/null | sed -n 's/^	pid = \([0-9][0-9]*\)$/\1/p'; }

# "ours" or "NAME (pid X)" for each process that listens on the port.
listeners() {
    own=$(own_pid)
    lsof -nP -iTCP:"$port" -sTCP:LISTEN -Fpc 2>/dev/null | sed -n 's/^[pc]//p' | while read -r pid && read -r name; do
        ancestor=$pid
        while [ "${ancestor:-1}" -gt 1 ] && [ "$ancestor" != "$own" ]; do
            ancestor=$(ps -o ppid= -p "$ancestor" | tr -d ' ')
        done
        if [ "${ancestor:-1}" -gt 1 ]; then echo ours; else echo "$name (pid $pid)"; fi
    done
}

unload() { # TARGET; returns before the process has ended, so the label is waited for
    code=0
    launchctl bootout "$1" >/dev/null 2>&1 || code=$?
    # 3, 113: not loaded; 36: is ending; 112, 125: no session, of which the load tells
    case $code in 0 | 3 | 36 | 112 | 113 | 125) ;; *) return "$code" ;; esac
    end=$((SECONDS + 25)) # after 20 s (ExitTimeOut) it is killed
    while loaded "$1"; do
        [ "$SECONDS" -lt "$end" ] || return 36
        sleep 0.2
    done
}

load() { # FILE TARGET; for some seconds after a bootout launchd refuses (5 or 37) what it accepts later
    launchctl enable "$2" >/dev/null 2>&1 || return $?
    end=$((SECONDS + 15))
    while :; do
        code=0
        launchctl bootstrap "$domain" "$1" >/dev/null 2>&1 || code=$?
        case $code in
        0) break ;;
        5 | 37) [ "$SECONDS" -lt "$end" ] || return "$code" ;;
        *) return "$code" ;;
        esac
        sleep 0.2
    done
    launchctl kickstart "$2" >/dev/null 2>&1
}

refused() { # CODE
    case $1 in
    5) why='still stopping, or the file is missing, damaged or writable by others' ;;
    36 | 37) why='another start or stop is going on' ;;
    113) why='not loaded' ;;
    119) why='the label is disabled' ;;
    122) why='the file has the wrong owner or mode' ;;
    112 | 125) why='No graphical session for this user, so a LaunchAgent cannot start. Log in on the Mac once, or run: sudo headroom install apply --scope system' ;;
    *) why="see: launchctl error $1" ;;
    esac
    error "launchd refused the agent (code $1): $why" && restore
}

restore() { # what was there before; a fresh agent that does not run goes, or launchd would start it for ever
    unload "$target" || true
    unload "$target.stop" || true
    rm -f "$plist" "$stop"
    if [ -n "$saved" ]; then
        mv -f "$plist.previous" "$plist"
        warn "Restored: $plist"
        load "$plist" "$target" || warn "It could not be loaded (code $?). See: launchctl print $target"
        [ ! -e "$stop.previous" ] || { mv -f "$stop.previous" "$stop" && load "$stop" "$target.stop"; } || true
    fi
    exit 1
}

answers() { # and it is ours, not one that was there before
    curl -q -s --noproxy '*' -m 1 "http://127.0.0.1:$port/livez" | grep -q '"service": *"headroom-proxy"' && listeners | grep -qx ours
}

# A value as it may stand in XML, and in the replacement of sed.
value() { printf '%s' "$1" | LC_ALL=C sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' -e 's/[\&|]/\\&/g'; }

step 'Looking for headroom'
headroom=$(type -P headroom) || fail 'headroom is not on PATH. Put the bin folder of the distribution there and run this again.'
headroom=$(cd "$(dirname "$headroom")" && pwd)/headroom
"$headroom" proxy --help >/dev/null 2>&1 </dev/null || fail "'$headroom proxy --help' failed."
java=
# An agent gets neither this PATH nor JAVA_HOME; where it does not find a Java by itself, it is told.
env -i HOME="$HOME" PATH=/usr/bin:/bin:/usr/sbin:/sbin "$headroom" proxy --help >/dev/null 2>&1 </dev/null ||
    java=${JAVA_HOME:-$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')}
ok "headroom: $headroom"

if [ -e "$plist" ] || loaded "$target"; then
    ! grep -q run-headroom.sh "$plist" 2>/dev/null || fail "$label belongs to a profile. Use 'headroom install', or another --label."
    warn "Already installed: $plist"
    [ -n "$unattended" ] || agreed 'Reinstall it?' || exit 0
fi

[ -n "$port$unattended" ] || ask 'Port for the proxy [8787]: ' port
port=${port:-8787} number='^0*([1-9][0-9]{3,4})$'
[[ $port =~ $number && ${BASH_REMATCH[1]} -ge 1024 && ${BASH_REMATCH[1]} -le 65535 ]] || fail "Not a port: $port (1024 to 65535)"
port=${BASH_REMATCH[1]}

other=$(listeners | grep -vx ours | head -n 1 || true)
if [ -n "$other" ]; then
    [ -z "$unattended" ] || fail "Port $port is in use by $other"
    warn "Port $port is in use by $other"
    agreed 'Continue anyway?' || exit 0
fi

step 'Writing the agent'
umask 077 && mkdir -p "$logs" "$agents"
ok "Logs: $logs"
edits="s|<string>com.headroom.proxy</string>|<string>$label</string>|
s|__PORT__|$port|g
s|__HOME__/Library/Logs/headroom|$(value "$logs")|g
s|__HOME__|$(value "$HOME")|g
s|__HEADROOM_PATH__|$(value "$headroom")|g"
[ -z "$java" ] || edits="s|<!-- <key>JAVA_HOME</key>.* -->|<key>JAVA_HOME</key><string>$(value "$java")</string>|
$edits"
at() { printf '<dict><key>Hour</key><integer>%s</integer><key>Minute</key><integer>%s</integer></dict>' "$1" "$2"; }
[ -z "$hours" ] || edits="$edits
/<key>RunAtLoad</{
s|RunAtLoad|StartCalendarInterval|
n
s|<true/>|$(at "$h1" "$m1")|
}"
LC_ALL=C sed "$edits" "$here/com.headroom.proxy.plist.template" >"$plist.new"
plutil -lint "$plist.new" >/dev/null || fail "plutil finds faults in $plist.new, so nothing was changed."
if [ -e "$plist" ]; then
    extra=$(plutil -extract EnvironmentVariables xml1 -o - "$plist" 2>/dev/null | sed -n 's|.*<key>\(.*\)</key>.*|\1|p' |
        grep -vxE 'HEADROOM_(PROXY_PORT|LOG_DIR|LOG_FORMAT)|JAVA_HOME' | tr '\n' ' ' || true)
    [ -z "$extra" ] || warn "Only in $plist.previous, to be copied by hand if needed: ${extra% }"
    mv -f "$plist" "$plist.previous"
    rm -f "$stop.previous"
    [ ! -e "$stop" ] || mv -f "$stop" "$stop.previous"
    saved=yes
fi
mv -f "$plist.new" "$plist"
# KeepAlive starts the proxy at every login, and sleep delays what is due: so this one looks at the clock at both times, too.
[ -z "$hours" ] || cat >"$stop" <<END
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>Label</key><string>$label.stop</string><key>ProgramArguments</key><array><string>/bin/sh</string><string>-c</string><string>sleep 5
now=\$(((1\$(date +%H) - 100) * 60 + 1\$(date +%M) - 100))
[ \$(((now - $begin + 1440) % 1440)) -lt $length ] || exec $(type -P launchctl) kill SIGTERM $target</string></array>
<key>RunAtLoad</key><true/><key>StartCalendarInterval</key>$(at "$h2" "$m2")
</dict></plist>
END
ok "Written: $plist"

step 'Starting it'
unload "$target.stop" || refused $?
unload "$target" || refused $?
load "$plist" "$target" || refused $?
end=$((SECONDS + 30))
until answers; do
    if [ "$SECONDS" -ge "$end" ]; then
        error "No answer on port $port"
        tail -n 20 "$logs/proxy-error.log" >&2 || true
        restore
    fi
    sleep 0.3
done
ok "The proxy answers on port $port"
[ -z "$hours" ] || load "$stop" "$target.stop" || refused $?

step 'Done'
cat <<END
  Port:  $port${hours:+, from ${hours%-*} to ${hours#*-}}
  Logs:  $logs
  Label: $label
To send your tools through it, in ~/.zshrc or ~/.bashrc:
  export HEADROOM_PROXY_PORT=$port
  source $(printf %q "$here/shell-integration.sh")
or, whether it runs or not:
  export ANTHROPIC_BASE_URL=http://localhost:$port
Status:  launchctl print $target
Restart: launchctl kickstart -k $target
Stop:    launchctl bootout $target
Remove:  $(printf %q "$here/uninstall.sh")$([ "$label" = com.headroom.proxy ] || printf ' --label %s' "$label")
END

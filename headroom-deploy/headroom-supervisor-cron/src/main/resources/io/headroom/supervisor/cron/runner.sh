# runner.sh start|stop|show FOLDER LOGS [COMMAND...]: the process that a check keeps alive. FOLDER/runner.pid has its number and the time it
# was started at, in the kernel's ticks since boot, so that no other process with that number is ever taken for it. "show" prints the
# number, or ends with 3 if nothing runs, and with 4 if the agent has given up.
umask 077
verb=$1
folder=$2
logs=$3
shift 3

# Prints when a process was started: field 22 of proc(5), counted from behind the name, which may hold anything.
started() {
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return
    # shellcheck disable=SC2086 # The fields.
    set -- ${stat##*)}
    [ "$1" != Z ] && echo "${20}"
}

alive() {
    [ -r "$folder/runner.pid" ] && read -r pid since <"$folder/runner.pid" && [ "$(started "$pid")" = "$since" ]
}

if [ "$verb" = show ]; then
    if alive; then
        echo "$pid"
    elif [ -e "$folder/failure.json" ]; then
        exit 4
    else
        exit 3
    fi
    exit 0
fi

if [ "$verb" = start ]; then
    rm -f "$folder/paused" "$folder/failure.json" || exit
    alive && exit 0
    mkdir -p "$logs" || exit
    # A session of its own: what ends the check, or the login, does not end it.
    if command -v setsid >/dev/null; then
        setsid "$@" </dev/null >>"$logs/agent.out.log" 2>>"$logs/agent.err.log" &
    else
        nohup "$@" </dev/null >>"$logs/agent.out.log" 2>>"$logs/agent.err.log" &
    fi
    pid=$!
    echo "$pid $(started "$pid")" >"$folder/runner.pid"
    exit
fi

: >"$folder/paused" || exit
alive || exit 0
kill -TERM "$pid"
# A proxy drains for 10 seconds.
i=0
while alive; do
    i=$((i + 1))
    if [ "$i" = 150 ]; then
        kill -KILL "$pid"
    elif [ "$i" -gt 200 ]; then
        exit 1
    fi
    sleep 0.2
done
rm -f "$folder/runner.pid"

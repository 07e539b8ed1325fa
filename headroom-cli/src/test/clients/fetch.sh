#!/usr/bin/env bash
# Fetches real clients from npm into $CLIENTS_CACHE, each into a folder of its name: fetch.sh NAME...
# The versions are those on which the adapters were measured; with the word "latest" in CLIENTS, the newest. Only what runs on this platform is fetched,
# and no script of a package is run. Two calls at once do not disturb each other: the second waits, and finds everything there.
# Exit codes: 0 fetched, or there already; 75 npm or its registry cannot be reached; 1 anything else, npm's own words on standard error.
set -euo pipefail

cache=${CLIENTS_CACHE:?names the folder to fetch into}
platform=$(uname -s | tr '[:upper:]' '[:lower:]')
case $(uname -m) in
    aarch64 | arm64) platform+=-arm64 ;;
    *) platform+=-x64 ;;
esac

# The packages of a client, with their versions.
packages() {
    case $1 in
        # The program itself: the package that people install only chooses among such, and wants a newer node.
        claude) echo "@anthropic-ai/claude-code-$platform@2.1.329" ;;
        codex) echo "@openai/codex@0.169.0" ;;
        sdks) echo "@anthropic-ai/sdk@1.11.0" "openai@6.49.0" ;;
        # Needs node 24; an older one silently gets a placeholder where no version is named.
        openclaw) echo "node-$platform@24.21.0" "openclaw@2026.9.6" ;;
        opencode) echo "opencode-$platform@1.18.33" ;;
        gemini) echo "@google/gemini-cli@0.61.0" ;;
        *)
            echo "No client is called $1." >&2
            return 1
            ;;
    esac
}

fetch() {
    local name=$1 folder=$cache/$1 wanted
    wanted=$(packages "$name")
    if [[ " ${CLIENTS:-} " == *" latest "* ]]; then
        wanted=$(sed -E 's/@[0-9][^ ]*/@latest/g' <<<"$wanted")
    fi
    mkdir -p "$folder"
    if command -v flock >/dev/null; then
        exec 9>"$folder/lock"
        flock 9
    fi
    if [[ $wanted != *@latest* && -f $folder/installed.txt && $(<"$folder/installed.txt") == "$wanted" ]]; then
        return 0
    fi
    command -v npm >/dev/null || { echo "There is no npm." >&2 && return 75; }
    rm -f "$folder/installed.txt"
    echo '{"private": true}' >"$folder/package.json"
    # Words that npm is to see one by one.
    # shellcheck disable=SC2086
    if ! (cd "$folder" && npm install --ignore-scripts --no-audit --no-fund --no-save --fetch-retries=1 $wanted 9>&-) \
        >"$folder/npm.log" 2>&1; then
        cat "$folder/npm.log" >&2
        if grep -qE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT' "$folder/npm.log"; then
            return 75
        fi
        return 1
    fi
    echo "$wanted" >"$folder/installed.txt"
}

for client in "$@"; do
    fetch "$client"
done

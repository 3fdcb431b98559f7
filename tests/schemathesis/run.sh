#!/bin/sh
# Asks the API, as its own document describes it, with what schemathesis makes up: signed out, then signed in.
# No answer may be a server error, or other than the document says. The same seed each time; about two minutes.
#
#   tests/schemathesis/run.sh [FULCRUM_BINARY]
#
# The tool lives in a folder of its own: $FULCRUM_VENV, or beside the build.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/../../target}
binary=${1:-$target/debug/fulcrum}
venv=${FULCRUM_VENV:-$target/schemathesis}
port=${FULCRUM_SCHEMATHESIS_PORT:-38417}
site=http://127.0.0.1:$port

if ! [ -x "$binary" ]; then
    echo "schemathesis: $binary is not there; build it first: cargo build --workspace" >&2
    exit 1
fi
if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv" || {
        echo "schemathesis: python3 with venv is missing: apt-get install python3-venv" >&2
        exit 1
    }
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/requirements.txt"
fi

scratch=$(mktemp -d)
server=
finish() {
    status=$?
    trap - EXIT INT TERM
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    if [ $status -ne 0 ] && [ -s "$scratch/log" ]; then
        echo "schemathesis: what the server logged:" >&2
        tail -n 40 "$scratch/log" >&2
    fi
    rm -rf "$scratch"
    exit $status
}
trap finish EXIT INT TERM

cd "$scratch"
export DATABASE_URL="sqlite://$scratch/fulcrum.db"
for noun in institutions levers modules proposals; do
    "$binary" import "$noun" "$here/seed/$noun.jsonl" >"$scratch/import" 2>&1 || {
        cat "$scratch/import" >&2
        exit 1
    }
done
"$binary" serve --addr "127.0.0.1:$port" >"$scratch/out" 2>"$scratch/log" &
server=$!

# Python is there already, so curl need not be.
ask() {
    "$venv/bin/python" "$here/ask.py" "$site" "$@"
}
ask wait
session=$(ask sign-up)

check() {
    name=$1
    shift
    echo "schemathesis: $name"
    PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 "$venv/bin/schemathesis" --config-file "$here/schemathesis.toml" run "$site/api/openapi.json" \
        --url "$site" --phases examples,coverage,fuzzing --max-examples "${FULCRUM_SCHEMATHESIS_EXAMPLES:-120}" \
        --generation-deterministic \
        --request-timeout 20 --warnings off --continue-on-failure --no-color "$@"
}

check "signed out"
# The cookie is not made up here, and signing out would end the one session there is.
check "signed in" --header "Cookie: fulcrum=$session" --generation-with-security-parameters false \
    --exclude-operation-id close_session

ask healthy
# What was made up is counted as what neighbours do.
"$binary" audit

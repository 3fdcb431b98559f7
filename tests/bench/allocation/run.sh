#!/usr/bin/env bash
# Equal shares beside pabutools, in one run, on the elections of FULCRUM_DATA with more than 1,000 votes; then made ones.
# Seconds are of one core (other work on the machine does not count) and include reading the file on both sides: one run of
# pabutools, which takes long, and the median of as many of ours as fit into a quarter of a second.
# pabutools is stopped after PABUTOOLS_SECONDS (default 60; 900 for the four slowest elections): then the ratio is a lower bound.
# PABUTOOLS_FROM takes pabutools' half from a file of an earlier run, tests/bench/results/pabutools.jsonl, which takes most of
# an hour. Writes tests/bench/results/allocation.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(realpath "$here/../../..")
data=${FULCRUM_DATA:-$root/../shared/data}/pabulib
results=$root/tests/bench/results
[ -f "$data/README.md" ] || { echo "skipped: no data in $data"; exit 0; }
mkdir -p "$results"

build=$(realpath -m "${CARGO_TARGET_DIR:-$root/target}")
(cd "$here" && CARGO_TARGET_DIR=$build cargo build --locked --quiet --release)
"$here/table.py" elections "$data" > "$results/elections.txt"
"$build/release/bench-allocation" elections $(cut -f1 "$results/elections.txt" | sort -u) > "$results/fulcrum.jsonl"

pabutools() {
  python=$build/bench-venv/bin/python
  [ -x "$python" ] || python3 -m venv "$build/bench-venv"
  "$python" -m pip install --quiet pabutools==1.2.3
  ask slow "${PABUTOOLS_SECONDS:-900}"
  ask other "${PABUTOOLS_SECONDS:-60}"
}
ask() { awk -v kind="$1" '$4 == kind { print $1, $2, $3 }' "$results/elections.txt" | xargs "$python" "$here/pabutools_seconds.py" "$2"; }
theirs=${PABUTOOLS_FROM:-$results/pabutools.jsonl}
[ -n "${PABUTOOLS_FROM:-}" ] || pabutools > "$theirs"
{
  "$here/table.py" table "$results/fulcrum.jsonl" "$theirs"
  printf '\n```\n'
  "$build/release/bench-allocation" made
  printf '\n'
  "$build/release/bench-allocation" curve
  printf '```\n'
} > "$results/allocation.md"
cat "$results/allocation.md"

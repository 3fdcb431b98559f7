#!/usr/bin/env bash
# Tiles a second of Fulcrum and of martin over PostGIS, with the same points, asked for in the same random order.
# Prints a table as README.md has it. Without martin on PATH (`cargo install martin`) it measures Fulcrum alone.
#   run.sh [proposals…]      100000 1000000 by default
#   SECONDS_EACH=10          how long each measurement lasts
#   FULCRUM_BINARY=PATH      measures that binary instead of building one
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=tests/bench/tiles
each=${SECONDS_EACH:-10}
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
work=$(mktemp -d /tmp/bench-tiles.XXXXXX)
chmod 755 "$work"
running=()
stop() { for pid in "${running[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done; running=(); }

pg=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }
finish() { stop; as_postgres "$pg/pg_ctl" -D "$work/pg" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"; }
trap finish EXIT

[ -n "${FULCRUM_BINARY:-}" ] || cargo build --locked --profile measured -p server >&2
cargo build --locked --release --manifest-path $here/Cargo.toml --target-dir "$target/bench-tiles" >&2
fulcrum=${FULCRUM_BINARY:-$target/measured/fulcrum}; bench=$target/bench-tiles/release/bench-tiles

mkdir "$work/pg" "$work/socket"; [ "$(id -u)" = 0 ] && chown postgres "$work/pg" "$work/socket"
port=$((20000 + RANDOM % 20000))
as_postgres "$pg/initdb" -D "$work/pg" -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
as_postgres "$pg/pg_ctl" -D "$work/pg" -w -l "$work/pg/log" \
  -o "-p $port -k $work/socket -c listen_addresses=127.0.0.1 -c shared_buffers=1GB -c work_mem=64MB -c fsync=off -c max_connections=100" start >/dev/null
sql() { psql -qX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U postgres "$@"; }

# answers ADDRESS: waits until something does.
answers() { for _ in $(seq 1200); do curl -fso /dev/null "$1" && return; sleep 0.1; done; echo "$1 does not answer" >&2; exit 1; }

# ask CONNECTIONS ORIGIN PREFIX SUFFIX: sets $rate (tiles a second), $p99 (milliseconds) and $failed.
ask() {
  PATHS=$work/paths PREFIX=$3 SUFFIX=$4 wrk -t2 -c"$1" -d"${each}s" --timeout 60s --latency -s $here/ask.lua "$2" > "$work/wrk"
  rate=$(awk '/^Requests\/sec/ { print $2 }' "$work/wrk")
  p99=$(awk '$1 == "99%" { v = $2; if (v ~ /us$/) print v / 1000; else if (v ~ /ms$/) print v + 0; else if (v ~ /m$/) print v * 60000; else print v * 1000 }' "$work/wrk")
  failed=$(awk '/Non-2xx/ { n += $NF } /Socket errors/ { gsub(",", ""); n += $4 + $6 + $8 + $10 } END { print n + 0 }' "$work/wrk")
}

# beside MEGABYTES PREFIX NAME: martin with so large a cache, as it comes with 512, and one of its sources.
beside() {
  martin --cache-size "$1" --listen-addresses "127.0.0.1:$((port + 2))" --pool-size 20 "$url" > "$work/martin.log" 2>&1 & running+=($!)
  answers "http://127.0.0.1:$((port + 2))/health"
  for connections in 16 64; do
    ask $connections "http://127.0.0.1:$((port + 2))" "$2" ""
    echo "| $n | $connections | $3 | $rate | $p99 | $failed |"
  done
  stop
}

"$bench" paths 20000 > "$work/paths"
for many in "${@:-100000 1000000}"; do for n in $many; do "$bench" index "$n"; done; done
echo
echo "| proposals | connections | | tiles/s | p99, ms | failed |"
echo "| --- | --- | --- | --- | --- | --- |"
for n in ${*:-100000 1000000}; do
  sql -c "CREATE DATABASE p$n"
  url=postgres://postgres@127.0.0.1:$port/p$n
  "$fulcrum" migrate --database-url "$url" >&2
  sql -d "p$n" -v many="$n" -f $here/points.sql >/dev/null
  sql -d "p$n" -c "ANALYZE proposals"
  "$fulcrum" serve --database-url "$url" --addr "127.0.0.1:$((port + 1))" > "$work/serve.log" 2>&1 & running+=($!)
  answers "http://127.0.0.1:$((port + 1))/ready"
  for connections in 16 64; do
    ask $connections "http://127.0.0.1:$((port + 1))" /tiles/proposals/ .mvt
    echo "| $n | $connections | Fulcrum | $rate | $p99 | $failed |"
  done
  stop
  command -v martin >/dev/null || continue
  sql -d "p$n" -f $here/postgis.sql
  beside 512 /points/ "martin, the points themselves"
  beside 512 /clusters/ "martin, the same clusters from its cache"
  beside 0 /clusters/ "martin, the same clusters, each drawn"
done

#!/usr/bin/env bash
# The invariants of README.md that a compiler does not see. Each prints what breaks it; exits 1 if any does.
set -uo pipefail
cd "$(dirname "$0")/.."
broken=0

# breaks RULE LINES: says a rule is broken, where there are lines that show it.
breaks() {
  [ -z "$2" ] && return
  broken=1
  printf 'broken: %s\n%s\n' "$1" "$(sed 's/^/    /' <<<"$2")" >&2
}

rust() { git ls-files -- "$@" | grep '\.rs$'; }

# Crates of the browser build, without those that only run while compiling.
crates() {
  cargo tree --locked -p app --features hydrate --target wasm32-unknown-unknown -e normal,no-proc-macro --prefix none --format '{p}' |
    awk '{ print $1 }' | sort -u
}

browser() {
  local tree; tree=$(crates) || { breaks "cargo tree runs" "it failed"; return; }
  breaks "nothing under server/ reaches the browser, and what does is named in tests/browser-crates.txt" \
    "$(comm -23 <(echo "$tree") <(grep -v '^#' tests/browser-crates.txt | sort -u))"
  # The list itself must not come to allow what it is there to keep out.
  # (regex stands in leptos_config, which Leptos never calls in the browser: none of it is in the WASM.)
  breaks "tests/browser-crates.txt allows no server crate" \
    "$(grep -xE 'service|store|migrations|matching|allocation|tiles|server|sea-orm.*|sqlx.*|tokio|axum|hyper|chrono|tantivy' tests/browser-crates.txt)"
}

database() {
  breaks "only server/store and migrations name sea-orm" \
    "$(rust app server migrations tests | grep -vE '^(server/store|migrations)/' | xargs grep -nE '\bsea_orm|\bsqlx::' ; \
       git ls-files '*Cargo.toml' | grep -vE '^(server/store/|migrations/)?Cargo.toml$' | xargs grep -nE '^sea-orm')"
}

pure() {
  breaks "matching, allocation, tiles and domain do no I/O: no await, log, print, clock or randomness of their own" \
    "$(rust server/matching/src server/allocation/src server/tiles/src app/domain/src |
       xargs grep -nE '\.await|async fn|\btracing::|\blog::|\bprintln!|\beprintln!|SystemTime|Instant::now|now_utc|thread_rng|rand::rng\(|std::(fs|net|env)\b|\btokio\b')"
}

unfinished() {
  breaks "nothing is left for later in the code" \
    "$(git ls-files | grep -E '\.(rs|mjs|css|sh|ftl|toml|md)$' | grep -v '^tests/invariants.sh$' |
       xargs grep -nE '\b(TODO|FIXME|XXX)\b|\bdbg!|\btodo!|\bunimplemented!' | grep -vE '^Cargo.toml:')"
  breaks "lints are expected with a reason, not allowed" "$(rust . | xargs grep -nE '#!?\[allow\(')"
}

portable() {
  breaks "no path of one machine and no package host in the project" \
    "$(git ls-files | grep -vE '^(Cargo.lock|tests/invariants.sh)$' | grep -vE '\.(woff2|png|jpg|webp)$' |
       xargs grep -nIE '/work/|/root/|/home/[a-z]|/Users/|registry\.npmjs|registry\.yarnpkg|crates\.io/api|static\.crates|pypi\.org|pythonhosted|deb\.debian|"resolved":')"
}

plain_pages() {
  breaks "pages carry no inline style or script, which the content security policy forbids" \
    "$(rust app/src | xargs -n1 awk '/^#\[cfg\(test\)\]/ { exit } { print FILENAME ":" FNR ":" $0 }' |
       grep -E '\bstyle="|\bstyle=(format|move)|<script>|\bon(click|submit|change)="')"
  breaks "styles and scripts name no other host" \
    "$(git ls-files style app/src/js | grep -E '\.(css|mjs|svg)$' | xargs grep -nE '(https?:)?//[a-z0-9.-]+\.[a-z]{2,}' | grep -v 'www.w3.org/')"
}

# Warns only: some tables and some views are long for a good reason.
sizes() {
  rust . | xargs wc -l | awk '$2 != "total" && $1 > 400 { print "long file: " $2 " has " $1 " lines" }'
  rust . | while read -r file; do
    awk -v file="$file" '
      !inside && match($0, /^ *(pub(\([a-z]+\))? )?(const )?(async )?fn [a-z_0-9]+/) && !/;$/ && !/\}$/ {
        inside = 1; start = NR; match($0, /^ */); indent = RLENGTH; name = $0; sub(/.*fn /, "", name); sub(/[^a-z_0-9].*/, "", name)
      }
      inside && match($0, /^ *\}$/) && RLENGTH - 1 == indent {
        if (NR - start + 1 > 90) print "long function: " file ":" start " " name " has " NR - start + 1 " lines"
        inside = 0
      }' "$file"
  done
}

browser; database; pure; unfinished; portable; plain_pages
sizes | sed 's/^/warning: /'
[ $broken -eq 0 ] && echo "invariants: all hold"
exit $broken

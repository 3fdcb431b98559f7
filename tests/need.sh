#!/usr/bin/env bash
# Sees to it that what a make target needs is there, or says plainly what is missing.
# usage: need.sh build      a Rust toolchain with the browser's target, a C compiler, Node, npm
#        need.sh PACKAGE…   Debian packages, installed as root or with sudo where their program is not found
set -euo pipefail

missing() { echo "fulcrum: $1" >&2; exit 1; }

build() {
  command -v cargo >/dev/null || missing "Rust is missing. Install rustup (https://rustup.rs), open a new shell, try again."
  command -v cc >/dev/null || missing "a C compiler is missing. On Debian: apt-get install build-essential"
  command -v node >/dev/null || missing "Node.js 20 or later is missing. On Debian: apt-get install nodejs npm"
  command -v npm >/dev/null || missing "npm is missing. On Debian: apt-get install npm"
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || missing "Node.js is $(node --version); 20 or later is needed."
  local libs; libs=$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null || true)
  [ -d "$libs" ] && return
  command -v rustup >/dev/null || missing "this Rust cannot build for wasm32-unknown-unknown and rustup is missing to add it."
  echo "fulcrum: adding Rust's wasm32-unknown-unknown target"
  rustup target add wasm32-unknown-unknown
}

# Whether what a package brings can be run already.
there() {
  case $1 in
    chromium) command -v chromium >/dev/null || [ -x "${CHROMIUM:-}" ] ;;
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null ;;
    postgresql-postgis) compgen -G '/usr/share/postgresql/*/extension/postgis.control' >/dev/null ;;
    python3-venv) python3 -c 'import venv, ensurepip' 2>/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

packages() {
  local lacking=() as=()
  for package in "$@"; do there "$package" || lacking+=("$package"); done
  [ ${#lacking[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || missing "these are missing and there is no apt-get to install them: ${lacking[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || missing "these are missing; install them as root: ${lacking[*]}"
    as=(sudo)
  fi
  echo "fulcrum: installing with apt-get: ${lacking[*]}"
  "${as[@]}" apt-get update -qq
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${lacking[@]}" >/dev/null
  for package in "${lacking[@]}"; do there "$package" || missing "apt-get installed $package, but what it should bring is not there."; done
}

if [ "${1:-}" = build ]; then build; else packages "$@"; fi

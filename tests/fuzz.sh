#!/usr/bin/env bash
# fuzz.sh CRATE TARGET SECONDS: installs cargo-fuzz beside the build if it is missing, and fuzzes one target with a nightly
# compiler. What breaks it is kept in CRATE/fuzz/artifacts and printed with the command that runs it again.
set -euo pipefail
cd "$(dirname "$0")/.."
crate=$1 target=$2 seconds=$3
build=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export PATH="$build/tools/bin:$PATH" CARGO_TARGET_DIR="$build/fuzz"

rustup toolchain list | grep -q '^nightly' || { echo "fuzzing needs: rustup toolchain install nightly" >&2; exit 1; }
[ -x "$build/tools/bin/cargo-fuzz" ] || cargo install --locked --quiet cargo-fuzz --root "$build/tools"

corpus="$build/fuzz-corpus/$target"
mkdir -p "$corpus"
seeds=() dictionary=()
[ -d "$crate/fuzz/seeds/$target" ] && seeds=("$PWD/$crate/fuzz/seeds/$target")
[ -f "$crate/fuzz/$target.dict" ] && dictionary=("-dict=$PWD/$crate/fuzz/$target.dict")
cd "$crate"
cargo +nightly fuzz run --sanitizer none "$target" "$corpus" "${seeds[@]}" -- \
  "${dictionary[@]}" -max_total_time="$seconds" -max_len=2048 -timeout=60 -rss_limit_mb=4096 -print_final_stats=1

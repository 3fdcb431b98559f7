//! For a nightly compiler: `cargo +nightly fuzz run ask`. `make fuzz-matching` does the same, unguided, with the
//! stable one (`examples/fuzz.rs`).
#![no_main]

#[path = "../ask.rs"]
mod ask;

libfuzzer_sys::fuzz_target!(|data: &[u8]| ask::ask(data));

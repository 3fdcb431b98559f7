//! Small elections with many ties, made from any bytes: every rule, utility and completion must say what its plain
//! version says. `make fuzz-allocation`; `tests/properties` does the same for a bounded number with the stable compiler.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/properties/naive/mod.rs"]
#[expect(dead_code, reason = "the properties use more of it")]
mod naive;

fuzz_target!(|data: &[u8]| naive::differ::check(data));

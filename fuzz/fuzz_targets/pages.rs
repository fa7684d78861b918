#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| glossator_fuzz::holds("pages", bytes));

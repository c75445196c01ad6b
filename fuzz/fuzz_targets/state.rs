//! Reads the state file.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mindtrace_discord::fuzzing::state(bytes));

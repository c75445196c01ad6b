//! Reads the bodies of calls over HTTP.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mindtrace_discord::fuzzing::body(bytes));

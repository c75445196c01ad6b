//! Decompresses the messages of the gateway.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mindtrace_discord::fuzzing::inflate(bytes));

//! Reads the response to the creation of a message.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mindtrace_discord::fuzzing::created(bytes));

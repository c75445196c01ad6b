//! Checks the signatures of webhooks and of HTTP interactions.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mindtrace_discord::fuzzing::signature(bytes));

//! Learns from the headers of rate limits.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mindtrace_discord::fuzzing::limit_headers(text));

//! Reads the values of settings.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mindtrace_discord::fuzzing::config(text));

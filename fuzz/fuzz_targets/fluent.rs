//! Reads Fluent files.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mindtrace_discord::fuzzing::fluent(text));

//! Reads messages without their unreadable parts.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mindtrace_discord::fuzzing::message(text));

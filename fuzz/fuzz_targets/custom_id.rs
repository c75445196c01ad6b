//! Decodes custom ids of components.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mindtrace_discord::fuzzing::custom_id(text));

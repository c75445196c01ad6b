//! Converts a text, or a JSON object, to an argument of any type.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mindtrace_discord::fuzzing::convert(text));

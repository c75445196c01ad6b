//! Reads the options of commands and the values of modals.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mindtrace_discord::fuzzing::interaction(text));

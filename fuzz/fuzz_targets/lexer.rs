//! Texts of prefix commands, split into words and arguments.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mindtrace_discord::fuzzing::lexer(text));

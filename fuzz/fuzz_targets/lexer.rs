//! Splits the text of prefix commands into words and arguments.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mindtrace_discord::fuzzing::lexer(text));

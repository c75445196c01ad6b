//! One text, or one JSON object, as the value of any argument.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| mindtrace_discord::fuzzing::convert(text));

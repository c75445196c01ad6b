//! The suite that stands outside the crates. Each `[[test]]` of the manifest is one program, because the commands
//! linked into a program are what it tests.

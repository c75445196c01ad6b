//! Mistakes that the macros explain; see `main.rs`.

//! Tests of the macros' errors; see `main.rs`.

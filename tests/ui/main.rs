//! Tests the errors that the macros report.
//!
//! `<kind>/<mistake>.rs` contains one mistake, and uses the annotated item to show that the macro still emits it.
//! `TRYBUILD=overwrite cargo test -p ui` rewrites the `.stderr` files; read them before committing. This is a separate package with
//! few dependencies, because trybuild builds them once more. Code that has to compile is in `tests/pass/`.

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("*/*.rs");
}

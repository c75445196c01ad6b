//! What the macros refuse, and how they say it.
//!
//! `<kind>/<mistake>.rs` holds one mistake and uses the item it is made on, which shows that the item survived it.
//! `TRYBUILD=overwrite cargo test -p ui` rewrites the `.stderr` files; read them before committing. A package of its own: trybuild
//! builds the dependencies of its package once more, so there are few of them. What has to compile is in `tests/pass/`.

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("*/*.rs");
}

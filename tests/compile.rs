//! What the macros refuse, and how they say it; and what they must accept.
//!
//! `ui/<kind>/<mistake>.rs` holds one mistake and uses the item it is made on, which shows that the item survived it.
//! `TRYBUILD=overwrite cargo test -p tests --test compile` rewrites the `.stderr` files; read them before committing.

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
}

#[test]
fn unusual_programs_compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
}

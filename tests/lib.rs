//! Integration tests of the workspace. Each `[[test]]` of the manifest is a separate program, because a program tests the
//! commands that are linked into it.

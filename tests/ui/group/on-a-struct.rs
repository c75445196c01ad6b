use mindtrace_discord::prelude::*;

#[group]
struct Tag;

fn main() {
    let _ = Tag;
}

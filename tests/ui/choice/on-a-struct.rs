use mindtrace_discord::prelude::*;

#[derive(Choice)]
struct Color;

fn main() {
    let _ = Color;
}

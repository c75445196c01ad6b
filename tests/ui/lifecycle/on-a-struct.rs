use mindtrace_discord::prelude::*;

#[on_start]
struct Hello;

fn main() {
    let _ = Hello;
}

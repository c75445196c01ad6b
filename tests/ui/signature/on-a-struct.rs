use mindtrace_discord::prelude::*;

#[command]
struct Hello;

fn main() {
    let _ = Hello;
}

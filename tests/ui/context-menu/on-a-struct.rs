use mindtrace_discord::prelude::*;

#[user_command]
struct Hello;

fn main() {
    let _ = Hello;
}

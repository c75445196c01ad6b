use mindtrace_discord::prelude::*;

#[command(check = is_admin)]
async fn hello() {}

fn main() {
    let _ = hello;
}

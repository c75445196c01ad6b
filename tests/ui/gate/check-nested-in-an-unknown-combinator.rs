use mindtrace_discord::prelude::*;

async fn is_admin(_: &Context) -> bool {
    true
}

#[command(check = any(is_admin, not(is_admin)))]
async fn hello() {}

fn main() {
    let _ = hello;
}

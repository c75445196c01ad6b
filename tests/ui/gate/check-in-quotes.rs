use mindtrace_discord::prelude::*;

async fn is_admin(_: &Context) -> bool {
    true
}

#[command(check = "is_admin")]
async fn hello() {}

fn main() {
    let _ = hello;
}

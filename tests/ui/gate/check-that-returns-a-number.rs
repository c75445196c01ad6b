use mindtrace_discord::prelude::*;

async fn is_admin(_: &Context) -> u32 {
    5
}

#[command(check = is_admin)]
async fn hello() {}

fn main() {
    let _ = hello;
}

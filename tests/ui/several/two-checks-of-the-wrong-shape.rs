use mindtrace_discord::prelude::*;

fn is_admin(_: &Context) -> bool {
    true
}

async fn log(_: &Context) -> u32 {
    5
}

#[command(check = is_admin, before = log)]
async fn hello() {}

fn main() {
    let _ = hello;
}

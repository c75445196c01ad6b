use mindtrace_discord::prelude::*;

async fn explain(_: &Context, _: &mindtrace_discord::CommandError) -> u32 {
    5
}

#[command(on_error = explain)]
async fn hello() {}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(_ctx: Context<'_>) -> &'static str {
    "Hello!"
}

fn main() {
    let _ = hello;
}

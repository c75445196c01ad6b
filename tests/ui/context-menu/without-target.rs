use mindtrace_discord::prelude::*;

#[user_command]
async fn hello(_ctx: &Context) {}

fn main() {
    let _ = hello;
}

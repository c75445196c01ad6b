use mindtrace_discord::prelude::*;

#[command(context_menu_command = "Wave")]
async fn hello() {}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(channel_types(lobby))] value: GuildChannel) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

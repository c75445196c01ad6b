use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(channel_types(text, "text"))] value: GuildChannel) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(channel_types(txt))] value: GuildChannel) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

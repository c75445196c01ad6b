use mindtrace_discord::prelude::*;

#[on_event(GuildMemberAddition)]
async fn hello() {}

fn main() {
    let _ = hello;
}

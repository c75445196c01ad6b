use mindtrace_discord::prelude::*;

#[command]
async fn greet_everybody_who_is_in_this_channel() {}

fn main() {
    let _ = greet_everybody_who_is_in_this_channel;
}

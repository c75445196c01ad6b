use mindtrace_discord::prelude::*;

#[command]
#[on_event(Ready)]
async fn hello() {}

fn main() {
    let _ = hello;
}

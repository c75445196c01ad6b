use mindtrace_discord::prelude::*;

#[every("5m")]
async fn hello(tick: Tick) {
    let _ = tick;
}

fn main() {
    let _ = hello;
}

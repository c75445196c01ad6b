use mindtrace_discord::prelude::*;

#[on_shutdown(timout = "2s")]
async fn hello() {}

fn main() {
    let _ = hello;
}

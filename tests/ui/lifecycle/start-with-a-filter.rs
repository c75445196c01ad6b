use mindtrace_discord::prelude::*;

#[on_start(filter = is_new)]
async fn hello() {}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[commands(category = "Admin")]
async fn hello() {}

fn main() {
    let _ = hello;
}

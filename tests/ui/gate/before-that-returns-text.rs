use mindtrace_discord::prelude::*;

async fn log(_: &Context) -> String {
    String::new()
}

#[command(before = log)]
async fn hello() {}

fn main() {
    let _ = hello;
}

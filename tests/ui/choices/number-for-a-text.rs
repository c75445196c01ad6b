use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(choices(1))] value: String) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(choices("red", 5))] value: String) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

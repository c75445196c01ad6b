use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(label = "Text")] value: String) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

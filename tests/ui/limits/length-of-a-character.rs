use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(max_len = 1)] value: char) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

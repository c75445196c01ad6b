use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(choices("yes"))] value: bool) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

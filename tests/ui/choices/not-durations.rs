use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(choices("soon"))] value: std::time::Duration) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

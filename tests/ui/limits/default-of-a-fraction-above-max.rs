use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(max = 1.0, default = 1.5)] ratio: f64) {
    let _ = ratio;
}

fn main() {
    let _ = hello;
}

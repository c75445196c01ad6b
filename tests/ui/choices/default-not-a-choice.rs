use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(choices("red", "green"), default = "blue")] value: String) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

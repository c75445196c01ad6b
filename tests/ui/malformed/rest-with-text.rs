use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(rest = "yes")] text: String) {
    let _ = text;
}

fn main() {
    let _ = hello;
}

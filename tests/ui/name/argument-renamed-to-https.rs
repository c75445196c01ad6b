use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(rename = "https")] page: String) {
    let _ = page;
}

fn main() {
    let _ = hello;
}

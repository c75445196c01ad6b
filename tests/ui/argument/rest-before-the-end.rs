use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(rest)] text: String, count: Option<u8>) {
    let _ = (text, count);
}

fn main() {
    let _ = hello;
}

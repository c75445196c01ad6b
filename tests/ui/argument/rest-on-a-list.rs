use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(rest)] words: Vec<String>) {
    let _ = words;
}

fn main() {
    let _ = hello;
}

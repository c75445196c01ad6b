use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(name = "city")] town: String) {
    let _ = town;
}

fn main() {
    let _ = hello;
}

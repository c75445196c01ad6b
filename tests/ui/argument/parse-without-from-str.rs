use mindtrace_discord::prelude::*;

struct Database;

#[command]
async fn hello(#[arg(parse)] value: Database) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

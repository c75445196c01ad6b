use mindtrace_discord::prelude::*;

struct Database;

#[command]
async fn hello(db: Option<Database>) {
    let _ = db;
}

fn main() {
    let _ = hello;
}

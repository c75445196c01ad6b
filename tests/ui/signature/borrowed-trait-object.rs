use mindtrace_discord::prelude::*;

trait Notes: Send + Sync {}

#[command]
async fn hello(notes: &dyn Notes) {
    let _ = notes;
}

fn main() {
    let _ = hello;
}

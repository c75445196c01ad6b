use mindtrace_discord::prelude::*;

trait Notes: Send + Sync {}

impl Notes for u8 {}

#[command]
async fn hello(notes: &impl Notes) {
    let _ = notes;
}

fn main() {
    let _ = hello(&0);
}

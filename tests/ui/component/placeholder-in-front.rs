use mindtrace_discord::prelude::*;

#[component("{poll}")]
async fn hello(poll: u64) {
    let _ = poll;
}

fn main() {
    let _ = hello;
}

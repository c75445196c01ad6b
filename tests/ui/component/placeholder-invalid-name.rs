use mindtrace_discord::prelude::*;

#[component("vote:{poll id}")]
async fn hello(poll: u64) {
    let _ = poll;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[component("vote:{polls}")]
async fn hello(polls: Vec<u64>) {
    let _ = polls;
}

fn main() {
    let _ = hello;
}

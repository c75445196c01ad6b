use mindtrace_discord::prelude::*;

#[component("vote:{poll}")]
async fn hello(#[arg(min = 1, rename = "id")] poll: u64) {
    let _ = poll;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[component("vote:{poll}-done")]
async fn hello(poll: u64) {
    let _ = poll;
}

fn main() {
    let _ = hello;
}

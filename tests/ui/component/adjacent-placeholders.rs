use mindtrace_discord::prelude::*;

#[component("vote:{poll}{choice}")]
async fn hello(poll: u64, choice: u64) {
    let _ = (poll, choice);
}

fn main() {
    let _ = hello;
}

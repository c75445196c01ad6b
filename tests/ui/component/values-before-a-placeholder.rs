use mindtrace_discord::prelude::*;

#[component("vote:{poll}")]
async fn hello(values: Vec<String>, poll: u64) {
    let _ = (values, poll);
}

fn main() {
    let _ = hello;
}

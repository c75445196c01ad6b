use mindtrace_discord::prelude::*;

#[component("vote")]
async fn hello(#[arg(default = "a")] value: String) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

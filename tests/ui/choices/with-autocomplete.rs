use mindtrace_discord::prelude::*;

async fn colors(_: &Context, _: &str) -> Vec<String> {
    Vec::new()
}

#[command]
async fn hello(#[arg(choices("red"), autocomplete = colors)] value: String) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

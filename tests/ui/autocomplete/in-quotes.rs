use mindtrace_discord::prelude::*;

async fn cities(_: &Context, _: &str) -> Vec<String> {
    Vec::new()
}

#[command]
async fn hello(#[arg(autocomplete = "cities")] value: String) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

async fn cities(_: &Context, _: &str) -> Vec<String> {
    Vec::new()
}

#[command]
async fn hello(#[autocomplete = "cities"] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

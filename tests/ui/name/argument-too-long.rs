use mindtrace_discord::prelude::*;

#[command]
async fn hello(
    #[arg(rename = "the-longest-name-that-anybody-ever-typed")] city: String,
) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

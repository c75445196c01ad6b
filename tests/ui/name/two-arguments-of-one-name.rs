use mindtrace_discord::prelude::*;

#[command]
async fn hello(city: String, #[arg(rename = "city")] town: String) {
    let _ = (city, town);
}

fn main() {
    let _ = hello;
}

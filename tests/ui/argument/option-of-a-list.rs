use mindtrace_discord::prelude::*;

#[command]
async fn hello(cities: Option<Vec<String>>) {
    let _ = cities;
}

fn main() {
    let _ = hello;
}

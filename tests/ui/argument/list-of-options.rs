use mindtrace_discord::prelude::*;

#[command]
async fn hello(cities: Vec<Option<String>>) {
    let _ = cities;
}

fn main() {
    let _ = hello;
}

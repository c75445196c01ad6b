use mindtrace_discord::prelude::*;

#[command]
async fn hello(cities: Vec<String>, count: Option<u8>) {
    let _ = (cities, count);
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(city: Option<Option<String>>) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(city: String, _city: String) {
    let _ = (city, _city);
}

fn main() {
    let _ = hello;
}

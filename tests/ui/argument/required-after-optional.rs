use mindtrace_discord::prelude::*;

#[command]
async fn hello(city: Option<String>, street: String) {
    let _ = (city, street);
}

fn main() {
    let _ = hello;
}

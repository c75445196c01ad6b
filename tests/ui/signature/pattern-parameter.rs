use mindtrace_discord::prelude::*;

#[command]
async fn hello((city, country): (String, String)) {
    let _ = (city, country);
}

fn main() {
    let _ = hello;
}

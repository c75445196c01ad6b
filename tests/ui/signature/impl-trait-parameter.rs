use mindtrace_discord::prelude::*;

#[command]
async fn hello(city: impl Into<String>) {
    let _ = city.into();
}

fn main() {
    let _ = hello("Berlin");
}

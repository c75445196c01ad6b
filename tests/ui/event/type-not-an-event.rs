use mindtrace_discord::prelude::*;

struct Weather;

#[on_event(Weather)]
async fn hello(event: &Weather) {
    let _ = event;
}

fn main() {
    let _ = hello;
}

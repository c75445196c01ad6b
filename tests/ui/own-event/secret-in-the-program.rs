use mindtrace_discord::prelude::*;

#[derive(Event, serde::Deserialize)]
#[event(http, secret = "hunter2")]
struct Push {
    order: u64,
}

fn main() {}

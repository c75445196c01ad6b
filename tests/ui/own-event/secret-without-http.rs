use mindtrace_discord::prelude::*;

#[derive(Event)]
#[event(secret = "GITHUB_WEBHOOK_SECRET")]
struct Push {
    order: u64,
}

fn main() {}

use mindtrace_discord::prelude::*;

#[derive(Event)]
#[event(stored)]
struct Nightly {
    order: u64,
}

fn main() {}

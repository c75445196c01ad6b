use mindtrace_discord::prelude::*;

#[derive(Event)]
struct Push(#[event(header = "X-GitHub-Event")] String);

fn main() {}

use mindtrace_discord::command::Outcome;
use mindtrace_discord::prelude::*;

struct Counter;

async fn count(_: &Outcome, _: &Counter) {}

#[command(after = count)]
async fn hello() {}

fn main() {
    let _ = hello;
}

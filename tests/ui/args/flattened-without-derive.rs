use mindtrace_discord::prelude::*;

struct Filter;

#[command]
async fn hello(#[arg(flatten)] filter: Filter) {
    let _ = filter;
}

fn main() {
    let _ = hello;
}

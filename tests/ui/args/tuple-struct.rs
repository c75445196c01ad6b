use mindtrace_discord::prelude::*;

#[derive(Args)]
struct Filter(u8);

#[command]
async fn hello(#[arg(flatten)] filter: Filter) {
    let _ = filter;
}

fn main() {
    let _ = hello;
}

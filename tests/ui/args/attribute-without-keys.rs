use mindtrace_discord::prelude::*;

#[derive(Args)]
#[args]
struct Filter {
    limit: u8,
}

#[command]
async fn hello(#[arg(flatten)] filter: Filter) {
    let _ = filter;
}

fn main() {
    let _ = hello;
}

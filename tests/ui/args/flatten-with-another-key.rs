use mindtrace_discord::prelude::*;

#[derive(Args)]
struct Filter {
    limit: u8,
}

#[command]
async fn hello(#[arg(flatten, rename = "x")] filter: Filter) {
    let _ = filter;
}

fn main() {
    let _ = hello;
}

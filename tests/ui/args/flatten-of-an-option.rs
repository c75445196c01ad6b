use mindtrace_discord::prelude::*;

#[derive(Args)]
struct Filter {
    limit: u8,
}

#[command]
async fn hello(#[arg(flatten)] filter: Option<Filter>) {
    let _ = filter;
}

fn main() {
    let _ = hello;
}

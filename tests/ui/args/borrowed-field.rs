use mindtrace_discord::prelude::*;

#[derive(Args)]
struct Filter {
    text: &'static str,
}

#[command]
async fn hello(#[arg(flatten)] filter: Filter) {
    let _ = filter;
}

fn main() {
    let _ = hello;
}

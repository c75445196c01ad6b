use mindtrace_discord::prelude::*;

#[derive(Args)]
struct Filter {
    limit: Option<u8>,
}

#[command]
async fn hello(#[arg(flatten)] filter: Filter, text: String) {
    let _ = (filter, text);
}

fn main() {
    let _ = hello;
}

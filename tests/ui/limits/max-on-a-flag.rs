use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(max = 1)] loud: bool) {
    let _ = loud;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(default = "yes")] loud: bool) {
    let _ = loud;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(max = 1)] who: User) {
    let _ = who;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(who: Option<&str>) {
    let _ = who;
}

fn main() {
    let _ = hello;
}

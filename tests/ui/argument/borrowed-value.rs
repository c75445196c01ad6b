use mindtrace_discord::prelude::*;

#[command]
async fn hello(who: &String) {
    let _ = who;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[cfg(all())] who: String) {
    let _ = who;
}

fn main() {
    let _ = hello;
}

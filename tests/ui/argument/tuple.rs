use mindtrace_discord::prelude::*;

#[command]
async fn hello(pair: (u8, u8)) {
    let _ = pair;
}

fn main() {
    let _ = hello;
}

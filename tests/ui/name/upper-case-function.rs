use mindtrace_discord::prelude::*;

#[command]
#[allow(non_snake_case)]
async fn Hello() {}

fn main() {
    let _ = Hello;
}

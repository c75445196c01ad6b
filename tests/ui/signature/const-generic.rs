use mindtrace_discord::prelude::*;

#[command]
async fn hello<const TIMES: usize>() {}

fn main() {
    let _ = hello::<2>;
}

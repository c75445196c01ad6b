use mindtrace_discord::prelude::*;

#[command(concurrency(user = 1, user = 2))]
async fn slow() -> String {
    String::new()
}

fn main() {
    let _ = slow();
}

use mindtrace_discord::prelude::*;

#[command]
async fn remind(#[arg(min = 60, max = "6h", default = "7h")] after: Duration) {
    let _ = after;
}

fn main() {}

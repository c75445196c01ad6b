use mindtrace_discord::prelude::*;

#[command]
async fn remind(#[arg(max = "6h")] minutes: u32) {
    let _ = minutes;
}

fn main() {}

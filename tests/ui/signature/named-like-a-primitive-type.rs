use mindtrace_discord::prelude::*;

#[command]
async fn bool(value: String) -> String {
    value
}

fn main() {
    let _ = bool;
}

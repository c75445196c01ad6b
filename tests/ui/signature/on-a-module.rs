use mindtrace_discord::prelude::*;

#[command]
mod admin {
    pub async fn hello() {}
}

fn main() {
    let _ = admin::hello;
}

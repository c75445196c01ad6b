use mindtrace_discord::prelude::*;

async fn is_admin(name: String) -> bool {
    name.is_empty()
}

#[command(check = is_admin)]
async fn hello() {}

fn main() {
    let _ = hello;
}

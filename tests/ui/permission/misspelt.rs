use mindtrace_discord::prelude::*;

#[command(permissions(MANAGE_MESAGES))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

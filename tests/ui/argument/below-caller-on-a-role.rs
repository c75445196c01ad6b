use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(below_caller)] value: Role) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

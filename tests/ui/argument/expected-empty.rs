use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(parse, expected = "")] value: std::net::IpAddr) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

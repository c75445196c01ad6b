use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(parse, max = 5)] value: std::net::IpAddr) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

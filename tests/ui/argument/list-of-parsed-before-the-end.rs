use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(parse)] addresses: Vec<std::net::IpAddr>, count: u8) {
    let _ = (addresses, count);
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(choices(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25))] value: u8) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

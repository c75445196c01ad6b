use mindtrace_discord::prelude::*;

#[allow(dead_code)]
enum Color {
    Red,
}

#[command]
async fn hello(color: Color) {
    let _ = color;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    Red,
}

#[command]
async fn hello(#[arg(choices("red"))] value: Color) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(
    #[arg(description = "Says hello to everybody who is here, to everybody who was here, and to everybody who will ever be here.")] city: String,
) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

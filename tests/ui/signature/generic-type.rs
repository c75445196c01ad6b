use mindtrace_discord::prelude::*;

#[command]
async fn hello<T>(value: T) {
    let _ = value;
}

fn main() {
    let _ = hello::<u8>;
}

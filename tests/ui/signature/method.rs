use mindtrace_discord::prelude::*;

struct Greeter;

impl Greeter {
    #[command]
    async fn hello(&self) {}
}

fn main() {
    let _ = Greeter::hello;
}

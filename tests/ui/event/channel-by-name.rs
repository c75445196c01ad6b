use mindtrace_discord::prelude::*;

#[on_event(Message, channels("general"))]
async fn hello(event: &Message) {
    let _ = event;
}

fn main() {
    let _ = hello;
}

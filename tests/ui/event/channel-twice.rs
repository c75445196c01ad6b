use mindtrace_discord::prelude::*;

#[on_event(Message, channels(1, 2, 1))]
async fn hello(event: &Message) {
    let _ = event;
}

fn main() {
    let _ = hello;
}

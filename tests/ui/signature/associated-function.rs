use mindtrace_discord::prelude::*;

struct Greeter;

impl Greeter {
    #[command]
    async fn hello() -> &'static str {
        "Hello!"
    }

    #[on_event(MemberJoin)]
    pub async fn welcome(event: &MemberJoin) {
        let _ = event;
    }
}

fn main() {
    let _ = (Greeter::hello, Greeter::welcome);
}

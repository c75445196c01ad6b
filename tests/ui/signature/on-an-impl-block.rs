use mindtrace_discord::prelude::*;

struct Hello;

#[command]
impl Hello {
    fn greet() {}
}

fn main() {
    Hello::greet();
}

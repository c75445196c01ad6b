use mindtrace_discord::prelude::*;

#[command]
enum Hello {
    World,
}

fn main() {
    let _ = Hello::World;
}

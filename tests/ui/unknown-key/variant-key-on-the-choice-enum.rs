use mindtrace_discord::prelude::*;

#[derive(Choice)]
#[choice(name = "Color")]
enum Color {
    Red,
}

fn main() {
    let _ = Color::Red;
}

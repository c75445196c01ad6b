use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    Red,
    #[choice(name = "red")]
    Crimson,
}

fn main() {
    let _ = (Color::Red, Color::Crimson);
}

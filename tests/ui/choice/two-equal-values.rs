use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    Red,
    #[choice(value = "red")]
    Crimson,
}

fn main() {
    let _ = (Color::Red, Color::Crimson);
}

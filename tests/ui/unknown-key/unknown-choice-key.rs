use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    #[choice(emoji = "x")]
    Red,
}

fn main() {
    let _ = Color::Red;
}

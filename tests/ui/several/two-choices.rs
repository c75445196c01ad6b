use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    #[choice(nmae = "Dark red")]
    Red,
    Blue(u8),
}

fn main() {
    let _ = (Color::Red, Color::Blue(1));
}

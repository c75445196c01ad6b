use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    Red(u8),
}

fn main() {
    let _ = Color::Red(1);
}

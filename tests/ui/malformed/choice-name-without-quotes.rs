use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    #[choice(name = Crimson)]
    Red,
}

fn main() {
    let _ = Color::Red;
}

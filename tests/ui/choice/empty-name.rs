use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    #[choice(name = "")]
    Red,
}

fn main() {
    let _ = Color::Red;
}

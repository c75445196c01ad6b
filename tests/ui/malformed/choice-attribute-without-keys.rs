use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    #[choice]
    Red,
}

fn main() {
    let _ = Color::Red;
}

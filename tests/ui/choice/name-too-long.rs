use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    #[choice(name = "Says hello to everybody who is here, to everybody who was here, and to everybody who will ever be here.")]
    Red,
}

fn main() {
    let _ = Color::Red;
}

use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    #[choice(nmae = "Dark red")]
    Red,
}

fn main() {
    let _ = Color::Red;
}

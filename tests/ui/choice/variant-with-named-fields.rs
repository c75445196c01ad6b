use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {
    Red { shade: u8 },
}

fn main() {
    let _ = Color::Red { shade: 1 };
}

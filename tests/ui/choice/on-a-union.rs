use mindtrace_discord::prelude::*;

#[derive(Choice)]
union Color {
    red: u8,
}

fn main() {
    let _ = Color { red: 1 };
}

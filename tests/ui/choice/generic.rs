use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color<const SHADE: u8> {
    Red,
}

fn main() {
    let _ = Color::<1>::Red;
}

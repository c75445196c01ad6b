use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Color {}

fn main() {
    let _: Option<Color> = None;
}

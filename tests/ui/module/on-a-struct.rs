use mindtrace_discord::prelude::*;

#[commands(category = "Admin")]
struct Admin;

fn main() {
    let _ = Admin;
}

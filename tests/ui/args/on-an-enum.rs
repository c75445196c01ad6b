use mindtrace_discord::prelude::*;

#[derive(Args)]
enum Filter {
    All,
}

fn main() {
    let _ = Filter::All;
}

use mindtrace_discord::prelude::*;

#[derive(Args)]
struct Filter<T> {
    limit: T,
}

fn main() {
    let _ = Filter { limit: 5_u8 };
}

use mindtrace_discord::prelude::*;

/// word word word word word word word word word word word word word word word word word word word word word
#[group]
mod tag {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = tag::hello;
}

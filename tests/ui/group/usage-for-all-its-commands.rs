use mindtrace_discord::prelude::*;

#[group(usage = "!tag")]
mod tag {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = tag::hello;
}

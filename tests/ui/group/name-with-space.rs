use mindtrace_discord::prelude::*;

#[group(name = "my tag")]
mod tag {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = tag::hello;
}

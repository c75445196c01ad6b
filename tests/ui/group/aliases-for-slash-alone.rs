use mindtrace_discord::prelude::*;

#[group(aliases("t"), surfaces(slash))]
mod tag {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = tag::hello;
}

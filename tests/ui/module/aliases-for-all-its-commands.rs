use mindtrace_discord::prelude::*;

#[commands(aliases("a"))]
mod admin {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = admin::hello;
}

use mindtrace_discord::prelude::*;

#[commands(name = "admin")]
mod admin {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = admin::hello;
}

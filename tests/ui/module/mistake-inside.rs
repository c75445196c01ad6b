use mindtrace_discord::prelude::*;

#[commands(category = "Admin")]
mod admin {
    use mindtrace_discord::prelude::*;

    #[command(cooldwon = "5s")]
    pub async fn hello() {}
}

fn main() {
    let _ = admin::hello;
}

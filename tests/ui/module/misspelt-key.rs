use mindtrace_discord::prelude::*;

#[commands(categroy = "Admin")]
mod admin {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = admin::hello;
}

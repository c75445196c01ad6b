use mindtrace_discord::prelude::*;

#[commands(cooldown = "often")]
mod admin {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}

    #[command]
    pub async fn goodbye() {}
}

fn main() {
    let _ = (admin::hello, admin::goodbye);
}

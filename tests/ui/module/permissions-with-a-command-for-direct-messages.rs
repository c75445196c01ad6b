use mindtrace_discord::prelude::*;

#[commands(permissions(KICK_MEMBERS))]
mod admin {
    use mindtrace_discord::prelude::*;

    #[command(dm_only)]
    pub async fn hello() {}
}

fn main() {
    let _ = admin::hello;
}

use mindtrace_discord::prelude::*;

#[commands(guild_only, dm_only)]
mod admin {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = admin::hello;
}

use mindtrace_discord::prelude::*;

#[commands(permissions(ADMINISTRATOR))]
mod admin {
    use mindtrace_discord::prelude::*;

    #[cfg_attr(all(), command)]
    pub async fn stop() {}
}

fn main() {
    let _ = admin::stop;
}

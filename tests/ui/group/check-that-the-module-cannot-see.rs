use mindtrace_discord::prelude::*;

async fn is_admin(_: &Context) -> bool {
    true
}

#[group(check = is_admin)]
mod tag {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = tag::hello;
}

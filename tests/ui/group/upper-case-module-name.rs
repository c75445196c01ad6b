use mindtrace_discord::prelude::*;

#[group]
#[allow(non_snake_case)]
mod Tag {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = Tag::hello;
}

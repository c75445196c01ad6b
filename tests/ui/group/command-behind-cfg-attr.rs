use mindtrace_discord::prelude::*;

#[group]
mod tag {
    use mindtrace_discord::prelude::*;

    #[cfg_attr(all(), component("tag"))]
    pub async fn hello() {}
}

fn main() {
    let _ = tag::hello;
}

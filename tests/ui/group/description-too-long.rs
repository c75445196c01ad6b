use mindtrace_discord::prelude::*;

#[group(description = "word word word word word word word word word word word word word word word word word word word word word ")]
mod tag {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn hello() {}
}

fn main() {
    let _ = tag::hello;
}

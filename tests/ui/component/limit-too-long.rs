use mindtrace_discord::prelude::*;

#[component("note:{page}:{text}")]
async fn hello(#[arg(max = 99)] page: u32, #[arg(max_len = 24)] text: String) {
    let _ = (page, text);
}

fn main() {
    let _ = hello;
}

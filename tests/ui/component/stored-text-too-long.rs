use mindtrace_discord::prelude::*;

#[component("a-text-of-more-than-43-characters-for-one-note:{text}", stored)]
async fn hello(text: String) {
    let _ = text;
}

fn main() {
    let _ = hello;
}

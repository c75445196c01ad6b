use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[description = "Who to greet"] who: String) -> String {
    who
}

fn main() {
    let _ = hello;
}

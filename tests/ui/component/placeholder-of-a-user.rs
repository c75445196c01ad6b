use mindtrace_discord::prelude::*;

#[component("vote:{user}")]
async fn hello(user: User) {
    let _ = user;
}

fn main() {
    let _ = hello;
}

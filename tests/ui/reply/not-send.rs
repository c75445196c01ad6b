use mindtrace_discord::prelude::*;

#[command]
async fn hello() -> String {
    let greeting = std::rc::Rc::new(String::from("Hello!"));
    std::future::ready(()).await;
    greeting.to_string()
}

fn main() {
    let _ = hello;
}

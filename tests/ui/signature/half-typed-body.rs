use mindtrace_discord::prelude::*;

#[command]
async fn hello(ctx: &Context) -> String {
    let name = ;
    ctx.author().name.clone()
}

#[commands(category = "Greetings")]
mod greetings {
    use mindtrace_discord::prelude::*;

    #[command]
    pub async fn bye() -> String {
        let words = ;
        String::new()
    }
}

fn main() {
    let _ = (hello, greetings::bye);
}

use mindtrace_discord::prelude::*;

struct Form {
    text: String,
}

#[command]
async fn ask(ctx: &Context) -> Result<String> {
    let form: Form = ctx.modal().await?;
    Ok(form.text)
}

fn main() {
    let _ = ask;
}

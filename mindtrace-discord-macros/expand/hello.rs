/// Say hello to someone.
///
/// Everything after the first paragraph is the long help.
#[command(usage = "!hello [who]", category = "Fun", cooldown = "5s")]
async fn hello(
    ctx: &Context,
    /// Who to greet
    who: Option<String>,
) -> String {
    format!("Hello {}!", who.unwrap_or_else(|| ctx.author().display_name().to_owned()))
}

//! Forms: a struct is a form, its fields are arguments.

use mindtrace_discord::prelude::*;

/// What somebody thinks.
#[derive(Debug, Modal)]
#[modal(title = "Your opinion")]
struct Opinion {
    /// In a few words
    #[field(label = "Subject", min_len = 3, max_len = 40)]
    subject: String,
    #[field(label = "Stars", min = 1, max = 5, placeholder = "1 to 5")]
    stars: u8,
    #[field(label = "Anything else?", paragraph)]
    more: Option<String>,
}

/// Say what you think. After a slash command the form opens at once, after a message behind a button.
#[command(category = "Forms", ephemeral)]
async fn opinion(ctx: &Context) -> Result<String> {
    let Opinion { subject, stars, more } = ctx.modal().await?;
    let more = more.map(|more| format!(" You add: {more}")).unwrap_or_default();
    Ok(format!("{subject}: {}{more}", "★".repeat(stars.into())))
}

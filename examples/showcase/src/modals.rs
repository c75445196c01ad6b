//! Forms: a struct is a form, its fields are arguments.

use mindtrace_discord::prelude::*;

/// What somebody thinks. The type of a field says what it looks like.
#[derive(Debug, Modal)]
#[modal(title = "Your opinion")]
struct Opinion {
    /// In a few words
    #[field(label = "Subject", min_len = 3, max_len = 40)]
    subject: String,
    #[field(label = "Stars", choices(1, 2, 3, 4, 5), radio)]
    stars: u8,
    #[field(label = "Who else thinks so?")]
    allies: Vec<User>,
    /// A picture says more
    #[field(label = "Proof")]
    proof: Option<Attachment>,
    #[field(label = "Anything else?", paragraph)]
    more: Option<String>,
}

/// Say what you think. After a slash command the form opens at once, after a message behind a button.
#[command(category = "Forms", ephemeral)]
async fn opinion(ctx: &Context) -> Result<String> {
    let Opinion { subject, stars, allies, proof, more } = ctx.modal().await?;
    let mut text = format!("{subject}: {}", "★".repeat(stars.into()));
    for ally in allies {
        text.push_str(&format!(" So does {}.", ally.display_name()));
    }
    if let Some(proof) = proof {
        text.push_str(&format!(" {} proves it.", proof.filename));
    }
    if let Some(more) = more {
        text.push_str(&format!(" You add: {more}"));
    }
    Ok(text)
}

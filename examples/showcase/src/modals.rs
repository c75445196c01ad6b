//! Modals: a struct is a modal, and its fields are the inputs. A modal can open with values.

use mindtrace_discord::prelude::*;

/// A user's opinion. The type of a field determines its input component.
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
    /// A picture, if you have one
    #[field(label = "Proof")]
    proof: Option<Attachment>,
    #[field(label = "Anything else?", paragraph)]
    more: Option<String>,
}

/// Say what you think.
///
/// A slash command opens the modal at once. A prefix command replies with a button that opens it.
#[command(category = "Modals", ephemeral)]
async fn opinion(ctx: &Context) -> Result<String> {
    let Opinion { subject, stars, allies, proof, more } = ctx.modal().await?;
    let mut text = format!("{subject}: {}", "★".repeat(stars.into()));
    for ally in allies {
        text.push_str(&format!(" {} agrees.", ally.display_name()));
    }
    if let Some(proof) = proof {
        text.push_str(&format!(" The proof is {}.", proof.filename));
    }
    if let Some(more) = more {
        text.push_str(&format!(" You added: {more}"));
    }
    Ok(text)
}

/// A text to correct.
#[derive(Debug, Modal)]
struct Correction {
    #[field(paragraph, max_len = 1000)]
    text: String,
}

/// Correct a text.
///
/// The modal opens with the text, and its title is made at run time.
#[command(category = "Modals")]
async fn correct(
    ctx: &Context,
    /// The text to correct
    #[arg(rest, max_len = 1000)]
    text: String,
) -> Result<String> {
    let title = format!("Correct {} characters", text.chars().count());
    let draft = ModalDraft::<Correction>::new().title(title).value("text", &text);
    let Correction { text: corrected } = ctx.modal_with(draft).await?;
    Ok(if corrected == text { "Nothing was wrong.".to_owned() } else { corrected })
}

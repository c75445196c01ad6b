//! Waiting for what an interaction shows to the person who started it.

use crate::sandbox::{
    answer::Answer,
    discord::interaction::{ACKNOWLEDGE_WITHIN, InteractionRecord},
    error::SandboxError,
    member::Member,
};

/// Waits for the first response, and past a deferral for the message that follows it.
pub(crate) async fn answer_to(
    member: &Member,
    interaction: &InteractionRecord,
    what: &str,
) -> Result<Answer, SandboxError> {
    let discord = member.discord();
    let acknowledged = discord
        .wait_until(interaction.created + ACKNOWLEDGE_WITHIN, |world| {
            world.interactions.get(&interaction.id).filter(|now| now.acknowledged).cloned()
        })
        .await;
    let Some(acknowledged) = acknowledged else {
        discord.change(|world| world.remark(format!("showed: The application did not respond ({what})")));
        return Err(discord.timeout(&format!("an answer to {what}: The application did not respond")));
    };
    if acknowledged.modal {
        return Err(discord.refused(format!("{what} opened a modal, which the sandbox cannot fill in")));
    }
    discord
        .wait_for(&format!("the bot to finish its deferred answer to {what}"), |world| {
            // A bot that took its placeholder away answers with a follow-up.
            let original = acknowledged.original.and_then(|id| world.messages.get(&id));
            let message = original.or_else(|| {
                world
                    .messages
                    .values()
                    .find(|message| message.interaction.is_some_and(|(id, _)| id == interaction.id))
            })?;
            if message.is_loading() {
                return None;
            }
            let answer = Answer::from_record(world, message);
            member.was_given(world, answer.id);
            Some(answer)
        })
        .await
}

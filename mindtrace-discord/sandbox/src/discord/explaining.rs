//! Why the bot did not answer a message, as far as its program knows.

use std::sync::{Arc, PoisonError};

use serenity::model::id::GuildId;

use super::Discord;
use crate::answer::Answer;

impl Discord {
    /// Sets the function that says why a message is not answered. Only the program of the bot knows its prefix commands.
    #[doc(hidden)]
    pub fn explain_with(
        &self,
        explain: impl Fn(&str, Option<GuildId>) -> Option<String> + Send + Sync + 'static,
    ) {
        *self.inner.explain.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(explain));
    }

    /// Returns why the bot does not answer a message, if that is known.
    #[doc(hidden)]
    pub fn explained(&self, posted: &Answer) -> Option<String> {
        let explain = self.inner.explain.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let guild =
            self.look(|world| world.channels.get(&posted.channel_id).and_then(|channel| channel.guild));
        explain(&posted.content, guild)
    }
}

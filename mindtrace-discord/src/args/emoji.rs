//! Emoji: Unicode emoji and custom emoji of guilds.

use serenity::model::channel::ReactionType;

use super::{Argument, ArgumentKind, ConvertError, Lookup, Value};
use crate::component::parse_emoji;

/// A Unicode emoji, or a custom one as `<:name:id>` or `name:id`. The framework does not check whether the bot may use it.
impl Argument for ReactionType {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "an emoji";

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        parse_emoji(&value.to_string()).ok_or(ConvertError::Invalid)
    }
}

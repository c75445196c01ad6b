//! The event `Message` as an argument of commands.

use serenity::model::channel::Message as Model;

use super::Message;
use crate::args::{Argument, ArgumentKind, ConvertError, Lookup, Value};

/// The prelude's `Message` is the event, so it is accepted as an argument too.
impl Argument for Message {
    const KIND: ArgumentKind = <Model as Argument>::KIND;
    const EXPECTED: &'static str = <Model as Argument>::EXPECTED;

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        Ok(Self { message: <Model as Argument>::convert(value, lookup).await? })
    }
}

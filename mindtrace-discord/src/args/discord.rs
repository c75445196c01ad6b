//! Arguments that refer to something on Discord, by mention, id or name.

use serenity::model::channel::{GuildChannel, PartialChannel};
use serenity::model::guild::{Member, Role};
use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId, UserId};
use serenity::model::user::User;

use super::{Argument, ArgumentKind, ConvertError, Lookup, Value};

impl Argument for User {
    const KIND: ArgumentKind = ArgumentKind::User;
    const EXPECTED: &'static str = "a user, by mention, id or name";

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        match named(&value, &["<@!", "<@"]) {
            Reference::Id(id) => lookup.user(UserId::new(id)).await,
            Reference::Name(name) => {
                lookup.member_named(name.trim_start_matches('@')).await.map(|member| member.user)
            }
        }
    }
}

impl Argument for Member {
    const KIND: ArgumentKind = ArgumentKind::User;
    const EXPECTED: &'static str = "a member of this server, by mention, id or name";

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        match named(&value, &["<@!", "<@"]) {
            Reference::Id(id) => lookup.member(UserId::new(id)).await,
            Reference::Name(name) => lookup.member_named(name.trim_start_matches('@')).await,
        }
    }
}

impl Argument for Role {
    const KIND: ArgumentKind = ArgumentKind::Role;
    const EXPECTED: &'static str = "a role of this server, by mention, id or name";

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        match named(&value, &["<@&"]) {
            Reference::Id(id) => lookup.role_by_id(RoleId::new(id)).await,
            Reference::Name(name) => {
                let named = name.trim_start_matches('@').to_lowercase();
                lookup.role_named(&named).await
            }
        }
    }
}

/// A channel that the caller can see, as in the options of slash commands.
impl Argument for GuildChannel {
    const KIND: ArgumentKind = ArgumentKind::Channel;
    const EXPECTED: &'static str = "a channel of this server, by mention, id or name";

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        match named(&value, &["<#"]) {
            Reference::Id(id) => lookup.channel(ChannelId::new(id)).await,
            Reference::Name(name) => lookup.channel_named(name.trim_start_matches('#')).await,
        }
    }
}

/// A channel that the caller can see, as in the options of slash commands.
impl Argument for PartialChannel {
    const KIND: ArgumentKind = ArgumentKind::Channel;
    const EXPECTED: &'static str = "a channel of this server, by mention, id or name";

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        if let Reference::Id(id) = reference(&value, &["<#"])
            && let Some(channel) = lookup.resolved_channel(ChannelId::new(id))?
        {
            return Ok(channel);
        }
        let channel = <GuildChannel as Argument>::convert(value, lookup).await?;
        // serenity has no other way to create one; both types have the same JSON.
        serde_json::to_value(channel)
            .and_then(serde_json::from_value)
            .map_err(|error| ConvertError::Failed(Box::new(error)))
    }
}

/// A channel of the call's guild that the caller can see, as in the options of slash commands. Channels of other guilds are refused
/// because the caller's permissions are not known there.
impl Argument for ChannelId {
    const KIND: ArgumentKind = ArgumentKind::Channel;
    const EXPECTED: &'static str = <GuildChannel as Argument>::EXPECTED;

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        Ok(<PartialChannel as Argument>::convert(value, lookup).await?.id)
    }
}

/// A role of the call's guild, as in the options of slash commands.
impl Argument for RoleId {
    const KIND: ArgumentKind = ArgumentKind::Role;
    const EXPECTED: &'static str = <Role as Argument>::EXPECTED;

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        Ok(<Role as Argument>::convert(value, lookup).await?.id)
    }
}

macro_rules! ids {
    ($($ty:ident: $kind:ident, $marks:expr, $expected:literal;)*) => {$(
        impl Argument for $ty {
            const KIND: ArgumentKind = ArgumentKind::$kind;
            const EXPECTED: &'static str = $expected;

            async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
                match reference(&value, $marks) {
                    Reference::Id(id) => Ok(Self::new(id)),
                    Reference::Name(_) => Err(ConvertError::Invalid),
                }
            }
        }
    )*};
}

ids! {
    UserId: User, &["<@!", "<@"], "a user, by mention or id";
    GuildId: String, &[], "the id of a server";
    MessageId: String, &[], "the id of a message";
}

/// A reference to something on Discord, as the caller wrote it.
pub(crate) enum Reference<'a> {
    /// An id, which is never zero.
    Id(u64),
    Name(&'a str),
}

/// The fewest digits of an id, which encodes a time.
const SHORTEST_ID: usize = 15;

/// Returns the reference to something that has a name: a number without a mention that is shorter than an id is its name.
pub(super) fn named<'a>(value: &'a Value, marks: &[&str]) -> Reference<'a> {
    match (reference(value, marks), value) {
        (Reference::Id(_), Value::Text(text))
            if is_digits(text.trim()) && text.trim().len() < SHORTEST_ID =>
        {
            Reference::Name(text.trim())
        }
        (reference, _) => reference,
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Parses a reference that is enclosed in one of the marks or in none.
pub(crate) fn reference<'a>(value: &'a Value, marks: &[&str]) -> Reference<'a> {
    let Value::Text(text) = value else { return Reference::Name("") };
    let text = text.trim();
    let inner = marks.iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix('>')).unwrap_or(text);
    // serenity panics on an id of zero.
    match inner.parse() {
        Ok(id) if id != 0 && inner.bytes().all(|byte| byte.is_ascii_digit()) => Reference::Id(id),
        _ => Reference::Name(text),
    }
}

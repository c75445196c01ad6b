//! `exec`: runs one call through the pipeline and prints its answer.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use serenity::model::application::CommandDataResolved;
use serenity::model::channel::Channel;
use serenity::model::id::{ChannelId, GuildId, UserId};
use serenity::model::user::User;
use tokio::runtime::Handle;

use super::call::Exec;
use super::{show, words};
use crate::bot::{Assembled, Bot, Error, assemble, run_on_shutdown, run_on_start};
use crate::caller::{Caller, Location};
use crate::clock::Clock;
use crate::command::CommandKind;
use crate::dispatch::{self, Input, Invocation};
use crate::prefix::called;
use crate::redact::redacted;
use crate::reference::Reference;
use crate::registry::Registry;
use crate::reply::{Embed, Reply};
use crate::responder::{CollectingResponder, Responder};
use crate::runtime::Runtime;
use crate::surface::Surface;

/// The time that tasks started by the command have to end.
const DRAIN: Duration = Duration::from_secs(10);

pub(crate) async fn exec(mut bot: Bot, options: Exec) -> Result<(), Error> {
    // A single call needs no HTTP surface, and the bot may already be running on that port.
    bot.config.http_addr = None;
    #[cfg(feature = "sandbox")]
    if bot.config.token.is_none() {
        return in_sandbox(bot, options).await;
    }
    on_discord(bot, options).await
}

async fn on_discord(mut bot: Bot, options: Exec) -> Result<(), Error> {
    let Exec { words, user, guild, channel, discord } = options;
    let endpoint = discord.endpoint(&mut bot)?;
    let handle = bot.handle();
    // The relay ends when it is dropped.
    let assembled = assemble(bot, &endpoint, &Handle::current(), Clock::default()).await?;
    let Assembled { runtime, relay: _relay, .. } = assembled;
    handle.attach(&runtime);
    run_on_start(&runtime).await?;
    let user = match user {
        Some(id) => find_user(&runtime, &id).await?.into(),
        None => Arc::clone(&runtime.identity.user),
    };
    let location = find_location(&runtime, guild, channel).await?;
    let result = call(&runtime, &words, user, location).await;
    runtime.drain();
    if tokio::time::timeout(DRAIN, runtime.tasks.wait()).await.is_err() {
        runtime.cancel.cancel();
    }
    run_on_shutdown(&runtime).await;
    runtime.store.close().await;
    runtime.telemetry.close().await;
    result
}

/// Runs the call in a new sandbox. By default, alice makes it in #general.
#[cfg(feature = "sandbox")]
async fn in_sandbox(bot: Bot, options: Exec) -> Result<(), Error> {
    use crate::sandbox::{Discord, Sandbox};
    let Exec { words, user, guild, channel, .. } = options;
    let discord = Discord::start().await?;
    let name = user.as_deref().unwrap_or("alice");
    let named = match name.parse::<u64>() {
        Ok(_) => None,
        Err(_) if name == discord.owner().name() => Some(discord.owner().id()),
        Err(_) => Some(discord.member(name).await?.id()),
    };
    let general = discord.channel("general")?;
    let sandbox = Sandbox::launch(discord, bot, false).await?;
    let runtime = Arc::clone(sandbox.runtime());
    let called = async {
        let id = named.map_or_else(|| name.to_owned(), |id| id.to_string());
        let user = find_user(&runtime, &id).await?;
        let channel = channel.or(guild.is_none().then_some(general.id().get()));
        let location = find_location(&runtime, guild, channel).await?;
        call(&runtime, &words, Arc::new(user), location).await
    };
    let result = called.await;
    sandbox.shutdown().await?;
    result
}

async fn call(
    runtime: &Arc<Runtime>,
    words: &[String],
    user: Arc<User>,
    location: Location,
) -> Result<(), Error> {
    let prefix = runtime.settings.prefixes.used(location.guild_id, &words.join(" "));
    let content = words::text(words, prefix.as_deref(), &runtime.registry);
    let content = content.trim();
    // A command copied from a chat starts with the prefix or a slash; one in a script may start with neither.
    let text = content.strip_prefix('/').unwrap_or(content);
    let called_with = runtime.settings.prefixes.used(location.guild_id, text);
    let (name, rest) = match called(text, called_with.as_deref(), runtime.identity.id) {
        Some(called) => (called.name, called.rest),
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    };
    let responder = Arc::new(CollectingResponder::default());
    let invocation = Invocation {
        reference: Reference::next(),
        surface: surface(&runtime.registry, &format!("{name}{rest}")),
        kind: CommandKind::Chat,
        name: name.to_owned(),
        input: Input::Text(rest.to_owned()),
        caller: Caller { user, roles: None, permissions: None, token: None },
        location,
        resolved: CommandDataResolved::default(),
        attachments: Vec::new(),
        locale: None,
        responder: Arc::clone(&responder) as Arc<dyn Responder>,
        interaction: None,
        prefix: called_with,
        paid_for: None,
        received: Instant::now(),
        cancel: runtime.cancel.child_token(),
    };
    let outcome = dispatch::execute(runtime, Box::new(invocation)).await;
    for reply in responder.collected() {
        show::text(&rendered(&reply))?;
    }
    outcome.result.map_err(|error| {
        let error_reply = outcome.error_reply.as_ref().map(Reply::text).filter(|text| !text.is_empty());
        if let Some(text) = error_reply {
            return Error::Refused(text);
        }
        let message = error.plain_text_message();
        if error.is_user_fault() {
            return Error::Refused(message);
        }
        Error::Refused(format!("{message} The log has the reason under `{}`.", outcome.reference))
    })
}

/// Returns the surface to call a command on: `Prefix` if the command has it, else its first one.
fn surface(registry: &Registry, text: &str) -> Surface {
    match words::called(registry, text).map(|(command, _)| command) {
        Some(command) if !command.is_offered_at(Surface::Prefix) => {
            command.surfaces.first().copied().unwrap_or(Surface::Prefix)
        }
        _ => Surface::Prefix,
    }
}

async fn find_user(runtime: &Runtime, id: &str) -> Result<User, Error> {
    let Some(id) = id.parse().ok().filter(|id| *id != 0).map(UserId::new) else {
        return Err(Error::Refused(format!("`--as {id}` is not a user id.")));
    };
    let user = runtime.directory.api().user(id).await;
    user.map_err(|error| {
        Error::Discord(format!("could not find the user {id}: {}", redacted(&error.into_error())))
    })
}

/// Returns the location of the call. The guild is that of the channel.
async fn find_location(
    runtime: &Runtime,
    guild: Option<u64>,
    channel: Option<u64>,
) -> Result<Location, Error> {
    let mut location = Location { guild_id: guild.map(GuildId::new), ..Location::default() };
    let Some(id) = channel.map(ChannelId::new) else { return Ok(location) };
    let channel = runtime.directory.api().channel(id).await;
    let channel = channel.map_err(|error| {
        Error::Discord(format!("could not find the channel {id}: {}", redacted(&error.into_error())))
    })?;
    let belongs_to = match channel {
        Channel::Guild(channel) => Some(channel.guild_id),
        _ => None,
    };
    if location.guild_id.is_some() && location.guild_id != belongs_to {
        return Err(Error::Refused(format!("The channel {id} is not in the guild of `--guild`.")));
    }
    location.guild_id = belongs_to;
    location.channel_id = Some(id);
    Ok(location)
}

/// Renders a reply as text.
fn rendered(reply: &Reply) -> String {
    let other = reply.channel_only().map(|part| format!("[{part}]"));
    let texts =
        std::iter::once(reply.content().to_owned()).chain(reply.embeds().iter().map(embed)).chain(other);
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

fn embed(embed: &Embed) -> String {
    let json = serde_json::to_value(embed).unwrap_or_default();
    let text = |json: &Value, key: &str| json[key].as_str().map(str::to_owned);
    let fields = json["fields"].as_array().into_iter().flatten();
    let fields = fields.map(|field| {
        format!("{}: {}", text(field, "name").unwrap_or_default(), text(field, "value").unwrap_or_default())
    });
    let footer = text(&json["footer"], "text");
    text(&json, "title")
        .into_iter()
        .chain(text(&json, "description"))
        .chain(fields)
        .chain(footer)
        .collect::<Vec<_>>()
        .join("\n")
}

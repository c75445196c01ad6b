//! `exec`: one call through the pipeline, with every gate, and its answer on standard output.

use std::sync::Arc;
use std::time::{Duration, Instant};

use secrecy::ExposeSecret;
use serde_json::Value;
use serenity::model::application::CommandDataResolved;
use serenity::model::channel::Channel;
use serenity::model::id::{ChannelId, GuildId, UserId};
use serenity::model::user::User;

use super::call::Exec;
use super::{Bot, show, words};
use crate::bot::{Prefixes, Runtime, lifecycle, remember, share};
use crate::command::CommandKind;
use crate::component::Signer;
use crate::dispatch::{self, Caller, Input, Invocation, Place};
use crate::error::Error;
use crate::gateway::{self, Login, called};
use crate::redact::redacted;
use crate::reference::Reference;
use crate::registry::Registry;
use crate::reply::{CollectingResponder, Embed, Reply, Responder};
use crate::schedule::Clock;
use crate::surface::Surface;

/// How long what the command left running may take to end.
const DRAIN: Duration = Duration::from_secs(10);

pub(super) async fn exec(mut bot: Bot, options: Exec) -> Result<(), Error> {
    // One call needs no surface beside it, and the bot itself may be running on the port.
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
    let signer = Signer::new(endpoint.token.expose_secret());
    let login = gateway::login(&endpoint, &bot.handle(), &bot.config.cache).await?;
    let runtime = runtime(bot, signer, login)?;
    lifecycle::start(&runtime).await?;
    let user = match user {
        Some(id) => person(&runtime, &id).await?,
        None => runtime.identity.user.clone(),
    };
    let place = place(&runtime, guild, channel).await?;
    let result = call(&runtime, &words, user, place).await;
    runtime.drain();
    if tokio::time::timeout(DRAIN, runtime.tasks.wait()).await.is_err() {
        runtime.cancel.cancel();
    }
    lifecycle::shutdown(&runtime).await;
    runtime.journal.close().await;
    result
}

fn runtime(bot: Bot, signer: Signer, login: Login) -> Result<Arc<Runtime>, Error> {
    let Bot {
        registry,
        states,
        config,
        locales,
        globals,
        guild_prefixes,
        intents: _,
        track_edits: _,
        handle,
    } = bot;
    let prefixes = Prefixes::new(&config.prefix, guild_prefixes);
    let owners = config.owners.iter().copied();
    let mut runtime = Runtime::new(registry, states, prefixes, signer, owners, login, Clock::default());
    share(&mut runtime, &config)?;
    remember(&mut runtime, &config)?;
    runtime.locales = locales;
    runtime.globals = globals;
    let runtime = Arc::new(runtime);
    handle.lead_to(&runtime);
    Ok(runtime)
}

/// In a world of its own, where alice talks in #general unless somebody else is named.
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
    let sandbox = Sandbox::launch(discord, bot).await?;
    let runtime = Arc::clone(sandbox.runtime());
    let called = async {
        let id = named.map_or_else(|| name.to_owned(), |id| id.to_string());
        let user = person(&runtime, &id).await?;
        let nowhere = guild.is_none() && channel.is_none();
        let place = place(&runtime, guild, channel.or(nowhere.then_some(general.id.get()))).await?;
        call(&runtime, &words, user, place).await
    };
    let result = called.await;
    sandbox.shutdown().await?;
    result
}

async fn call(runtime: &Arc<Runtime>, words: &[String], user: User, place: Place) -> Result<(), Error> {
    let prefix = runtime.prefixes.of(place.guild_id);
    let content = words::text(words, &prefix, &runtime.registry);
    let content = content.trim();
    // Somebody who pastes from the chat has the prefix or the slash; somebody who writes a script may have neither.
    let text = content.strip_prefix('/').unwrap_or(content);
    let (name, rest) = match called(text, &prefix, runtime.identity.id) {
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
        place,
        resolved: CommandDataResolved::default(),
        attachments: Vec::new(),
        locale: None,
        responder: Arc::clone(&responder) as Arc<dyn Responder>,
        received: Instant::now(),
        cancel: runtime.cancel.child_token(),
    };
    let outcome = dispatch::execute(runtime, invocation).await;
    for reply in responder.collected() {
        show::text(&written(&reply))?;
    }
    outcome.result.map_err(|error| {
        let instead = outcome.instead.as_ref().map(Reply::text).filter(|text| !text.is_empty());
        if let Some(text) = instead {
            return Error::Refused(text);
        }
        let sentence = error.plain_sentence();
        if error.is_user_fault() {
            return Error::Refused(sentence);
        }
        Error::Refused(format!("{sentence} The log has the reason under `{}`.", outcome.reference))
    })
}

/// A command is called where it can be: like a message if it may be, else at the first of its surfaces.
fn surface(registry: &Registry, text: &str) -> Surface {
    match words::called(registry, text).map(|(command, _)| command) {
        Some(command) if !command.is_offered_at(Surface::Prefix) => {
            command.surfaces.first().copied().unwrap_or(Surface::Prefix)
        }
        _ => Surface::Prefix,
    }
}

async fn person(runtime: &Runtime, id: &str) -> Result<User, Error> {
    let Some(id) = id.parse().ok().filter(|id| *id != 0).map(UserId::new) else {
        return Err(Error::Refused(format!("`--as {id}` is no user id.")));
    };
    let user = runtime.http.get_user(id).await;
    user.map_err(|error| Error::Discord(format!("could not find the user {id}: {}", redacted(&error))))
}

/// A channel says itself to which server it belongs.
async fn place(runtime: &Runtime, guild: Option<u64>, channel: Option<u64>) -> Result<Place, Error> {
    let mut place = Place { guild_id: guild.map(GuildId::new), ..Place::default() };
    let Some(id) = channel.map(ChannelId::new) else { return Ok(place) };
    let channel = runtime.http.get_channel(id).await;
    let channel = channel
        .map_err(|error| Error::Discord(format!("could not find the channel {id}: {}", redacted(&error))))?;
    let belongs_to = match channel {
        Channel::Guild(channel) => Some(channel.guild_id),
        _ => None,
    };
    if place.guild_id.is_some() && place.guild_id != belongs_to {
        return Err(Error::Refused(format!("The channel {id} is not in the server that `--guild` names.")));
    }
    place.guild_id = belongs_to;
    place.channel_id = Some(id);
    Ok(place)
}

/// A reply as text.
fn written(reply: &Reply) -> String {
    let texts = std::iter::once(reply.content().to_owned()).chain(reply.embeds().iter().map(embed));
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

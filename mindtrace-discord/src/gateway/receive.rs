//! Dispatches, turned into events and invocations.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serenity::cache::CacheUpdate;
use serenity::model::application::Interaction;
use serenity::model::channel::{Message, Reaction};
use serenity::model::event as model;
use serenity::model::id::{GuildId, MessageId, ShardId, UserId};
use serenity::model::user::User;

use super::message::MessageResponder;
use super::submission::Submission;
use super::{autocomplete, component, edits, prefix, slash};
use crate::bot::Runtime;
use crate::dispatch;
use crate::dispatch::event::{Scene, emit, is_handled};
use crate::error::CommandError;
use crate::event::{self, ReactionChange};
use crate::redact::redacted;
use crate::sync;

/// What one shard hears.
pub(super) struct Receiver {
    runtime: Arc<Runtime>,
    shard: ShardId,
    /// The servers the bot is in, those with an outage included.
    guilds: HashSet<GuildId>,
}

impl Receiver {
    pub(super) fn new(runtime: Arc<Runtime>, shard: ShardId) -> Self {
        Self { runtime, shard, guilds: HashSet::new() }
    }

    /// Deals with one dispatch: the cache learns of it in the order of arrival, what it leads to runs in tasks.
    pub(super) fn receive(&mut self, kind: &str, data: &RawValue) {
        let read = match kind {
            "READY" => self.ready(data),
            "GUILD_CREATE" => self.guild_create(data),
            "GUILD_DELETE" => self.guild_delete(data),
            _ => route(&self.runtime, kind, data),
        };
        if let Err(error) = read {
            // The place of the mistake, not the text around it, which may be a user's.
            tracing::warn!(kind, %error, "a dispatch cannot be read and is left out");
        }
    }

    fn ready(&mut self, data: &RawValue) -> serde_json::Result<()> {
        let data = cached::<model::ReadyEvent>(&self.runtime, data)?.0.ready;
        self.guilds = data.guilds.iter().map(|guild| guild.id).collect();
        let user: User = (*data.user).clone();
        tracing::info!(bot = %user.name, shard = self.shard.0, guilds = data.guilds.len(), "connected");
        raise(&self.runtime, event::Ready { data }, scene(user, None));
        Ok(())
    }

    fn guild_create(&mut self, data: &RawValue) -> serde_json::Result<()> {
        let guild = cached::<model::GuildCreateEvent>(&self.runtime, data)?.0.guild;
        // Servers announced at start, and those that come back after an outage, are not new.
        if self.guilds.insert(guild.id) {
            let scene = scene(self.runtime.identity.user.clone(), Some(guild.id));
            raise(&self.runtime, event::GuildJoin { guild }, scene);
        }
        Ok(())
    }

    fn guild_delete(&mut self, data: &RawValue) -> serde_json::Result<()> {
        let (event, guild) = cached::<model::GuildDeleteEvent>(&self.runtime, data)?;
        // An unavailable server is an outage: the bot is still in it.
        if !event.guild.unavailable {
            let guild_id = event.guild.id;
            self.guilds.remove(&guild_id);
            let scene = scene(self.runtime.identity.user.clone(), Some(guild_id));
            raise(&self.runtime, event::GuildLeave { guild_id, guild }, scene);
        }
        Ok(())
    }
}

fn route(runtime: &Arc<Runtime>, kind: &str, data: &RawValue) -> serde_json::Result<()> {
    match kind {
        "MESSAGE_CREATE" => message(runtime, cached::<model::MessageCreateEvent>(runtime, data)?.0.message),
        "MESSAGE_UPDATE" => {
            let (update, _) = cached(runtime, data)?;
            spawn(runtime, |runtime| async move { Box::pin(edits::updated(&runtime, update)).await });
        }
        "MESSAGE_DELETE" => {
            let event: model::MessageDeleteEvent = read(data)?;
            deleted(runtime, vec![event.message_id]);
        }
        "MESSAGE_DELETE_BULK" => deleted(runtime, read::<model::MessageDeleteBulkEvent>(data)?.ids),
        "INTERACTION_CREATE" => interaction(runtime, data)?,
        "MESSAGE_REACTION_ADD" => reaction(runtime, read(data)?, ReactionChange::Added),
        "MESSAGE_REACTION_REMOVE" => reaction(runtime, read(data)?, ReactionChange::Removed),
        "GUILD_MEMBER_ADD" => {
            let member = cached::<model::GuildMemberAddEvent>(runtime, data)?.0.member;
            let (user, guild_id) = (member.user.clone(), member.guild_id);
            raise(runtime, event::MemberJoin { guild_id, member }, scene(user, Some(guild_id)));
        }
        "GUILD_MEMBER_REMOVE" => {
            let (model::GuildMemberRemoveEvent { guild_id, user, .. }, member) = cached(runtime, data)?;
            let scene = scene(user.clone(), Some(guild_id));
            raise(runtime, event::MemberLeave { guild_id, user, member }, scene);
        }
        "VOICE_STATE_UPDATE" => voice_state(runtime, cached(runtime, data)?),
        _ => return remember(runtime, kind, data),
    }
    Ok(())
}

/// Tells the cache of what nobody else is told of.
fn remember(runtime: &Runtime, kind: &str, data: &RawValue) -> serde_json::Result<()> {
    macro_rules! by_kind {
        ($($kind:literal: $event:ident,)*) => {
            match kind {
                $($kind => { cached::<model::$event>(runtime, data)?; })*
                _ => {}
            }
        };
    }
    by_kind! {
        "CHANNEL_CREATE": ChannelCreateEvent,
        "CHANNEL_DELETE": ChannelDeleteEvent,
        "CHANNEL_PINS_UPDATE": ChannelPinsUpdateEvent,
        "CHANNEL_UPDATE": ChannelUpdateEvent,
        "GUILD_EMOJIS_UPDATE": GuildEmojisUpdateEvent,
        "GUILD_MEMBERS_CHUNK": GuildMembersChunkEvent,
        "GUILD_MEMBER_UPDATE": GuildMemberUpdateEvent,
        "GUILD_ROLE_CREATE": GuildRoleCreateEvent,
        "GUILD_ROLE_DELETE": GuildRoleDeleteEvent,
        "GUILD_ROLE_UPDATE": GuildRoleUpdateEvent,
        "GUILD_STICKERS_UPDATE": GuildStickersUpdateEvent,
        "GUILD_UPDATE": GuildUpdateEvent,
        "PRESENCE_UPDATE": PresenceUpdateEvent,
        "THREAD_CREATE": ThreadCreateEvent,
        "THREAD_DELETE": ThreadDeleteEvent,
        "THREAD_UPDATE": ThreadUpdateEvent,
        "USER_UPDATE": UserUpdateEvent,
        "VOICE_CHANNEL_STATUS_UPDATE": VoiceChannelStatusUpdateEvent,
    }
    Ok(())
}

fn message(runtime: &Arc<Runtime>, message: Message) {
    if let Some(invocation) = prefix::invocation(runtime, &message) {
        // In a task of its own, so that no handler waits for it.
        let call = edits::created(runtime, &message, invocation);
        spawn(runtime, |_| call);
    }
    if is_handled::<event::Message>(runtime) {
        let scene = Scene {
            actor: message.author.clone(),
            guild_id: message.guild_id,
            channel_id: Some(message.channel_id),
            message_id: Some(message.id),
            responder: Some(Arc::new(MessageResponder::to(runtime, &message, false))),
        };
        raise(runtime, event::Message { message }, scene);
    }
}

fn deleted(runtime: &Arc<Runtime>, messages: Vec<MessageId>) {
    spawn(runtime, |runtime| async move { edits::deleted(&runtime, &messages).await });
}

/// As much of an interaction as says how to read the rest.
#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: u8,
}

/// Discord's number for a form that was submitted.
const SUBMISSION: u8 = 5;

fn interaction(runtime: &Arc<Runtime>, data: &RawValue) -> serde_json::Result<()> {
    if read::<Kind>(data)?.kind == SUBMISSION {
        let form = Submission::read(data)?;
        spawn(runtime, |runtime| async move { component::submit(&runtime, form).await });
        return Ok(());
    }
    match read(data)? {
        Interaction::Command(command) => {
            let Some(invocation) = slash::invocation(runtime, command) else { return Ok(()) };
            spawn(runtime, |runtime| async move {
                let outcome = dispatch::execute(&runtime, invocation).await;
                if matches!(outcome.result, Err(CommandError::Changed)) {
                    sync::heal(&runtime).await;
                }
            });
        }
        Interaction::Autocomplete(typing) => {
            spawn(runtime, |runtime| async move { autocomplete::answer(&runtime, typing).await });
        }
        Interaction::Component(click) => {
            spawn(runtime, |runtime| async move { component::click(&runtime, click).await });
        }
        _ => {}
    }
    Ok(())
}

fn reaction(runtime: &Arc<Runtime>, reaction: Reaction, change: ReactionChange) {
    if !is_handled::<event::Reaction>(runtime) {
        return;
    }
    spawn(runtime, move |runtime| async move {
        let known = reaction.member.as_ref().map(|member| member.user.clone());
        let Some(actor) = user(&runtime, reaction.user_id, known).await else { return };
        let scene = Scene {
            actor,
            guild_id: reaction.guild_id,
            channel_id: Some(reaction.channel_id),
            message_id: Some(reaction.message_id),
            responder: Some(Arc::new(MessageResponder::in_channel(&runtime, reaction.channel_id))),
        };
        emit(&runtime, event::Reaction { reaction, change }, scene).await;
    });
}

fn voice_state(
    runtime: &Arc<Runtime>,
    (event, old): (model::VoiceStateUpdateEvent, Option<serenity::model::voice::VoiceState>),
) {
    if !is_handled::<event::VoiceStateUpdate>(runtime) {
        return;
    }
    let new = event.voice_state;
    spawn(runtime, move |runtime| async move {
        let known = new.member.as_ref().map(|member| member.user.clone());
        let Some(actor) = user(&runtime, Some(new.user_id), known).await else { return };
        let scene = scene(actor, new.guild_id);
        emit(&runtime, event::VoiceStateUpdate { old, new }, scene).await;
    });
}

/// Calls the handlers of an event.
fn raise<E: event::Event>(runtime: &Arc<Runtime>, event: E, scene: Scene) {
    if is_handled::<E>(runtime) {
        spawn(runtime, |runtime| async move { emit(&runtime, event, scene).await });
    }
}

/// Runs what an event leads to, on its own.
fn spawn<F: Future<Output = ()> + Send + 'static>(
    runtime: &Arc<Runtime>,
    work: impl FnOnce(Arc<Runtime>) -> F,
) {
    let busy = runtime.work.begin();
    let work = work(Arc::clone(runtime));
    tokio::spawn(async move {
        work.await;
        drop(busy);
    });
}

/// An event, after the cache has learned of it, with what the cache knew before.
fn cached<E: DeserializeOwned + CacheUpdate>(
    runtime: &Runtime,
    data: &RawValue,
) -> serde_json::Result<(E, Option<E::Output>)> {
    let mut event: E = read(data)?;
    let old = runtime.cache.update(&mut event);
    Ok((event, old))
}

fn read<E: DeserializeOwned>(data: &RawValue) -> serde_json::Result<E> {
    serde_json::from_str(data.get())
}

/// The acting user: as the event says, as the cache knows, as Discord answers.
async fn user(runtime: &Runtime, id: Option<UserId>, known: Option<User>) -> Option<User> {
    if known.is_some() {
        return known;
    }
    let id = id?;
    let cached = runtime.cache.user(id).map(|user| user.clone());
    if cached.is_some() {
        return cached;
    }
    match runtime.http.get_user(id).await {
        Ok(user) => Some(user),
        Err(error) => {
            tracing::error!(user = %id, error = %redacted(&error), "an event is dropped: Discord did not say who its user is");
            None
        }
    }
}

/// An event without a channel.
fn scene(actor: User, guild_id: Option<GuildId>) -> Scene {
    Scene { actor, guild_id, channel_id: None, message_id: None, responder: None }
}

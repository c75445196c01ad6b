//! serenity's events, turned into ours and into invocations.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use serenity::all::{
    ChannelId, Context as Serenity, CurrentApplicationInfo, Event, EventHandler, Guild, GuildId, Interaction,
    Member, MembershipState, Message as ModelMessage, MessageId, MessageUpdateEvent, RawEventHandler,
    Reaction as ModelReaction, Ready as ReadyData, ResumedEvent, ShardStageUpdateEvent, TeamMemberRole,
    UnavailableGuild, User, UserId, VoiceState,
};
use serenity::async_trait;

use super::message::MessageResponder;
use super::{autocomplete, component, edits, prefix, slash};
use crate::bot::{Identity, Runtime};
use crate::dispatch::event::{Scene, emit, is_handled};
use crate::dispatch::{self};
use crate::error::CommandError;
use crate::event;
use crate::event::ReactionChange;
use crate::redact::redacted;
use crate::sync;

/// The dispatches after which [`Runtime::event_handled`] counts one more, each exactly once.
#[cfg(feature = "sandbox")]
pub(crate) const HANDLED: &[&str] = &[
    "READY",
    "GUILD_CREATE",
    "GUILD_DELETE",
    "GUILD_MEMBER_ADD",
    "GUILD_MEMBER_REMOVE",
    "INTERACTION_CREATE",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "MESSAGE_REACTION_ADD",
    "MESSAGE_REACTION_REMOVE",
    "VOICE_STATE_UPDATE",
];

/// Hands what serenity tells to the runtime, which is there as soon as the client connects.
pub(super) struct Handler {
    runtime: Arc<OnceLock<Arc<Runtime>>>,
}

impl Handler {
    pub(super) fn new(runtime: Arc<OnceLock<Arc<Runtime>>>) -> Self {
        Self { runtime }
    }

    fn runtime(&self) -> Option<&Arc<Runtime>> {
        self.runtime.get()
    }
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, ctx: Serenity, data: ReadyData) {
        let Some(runtime) = self.runtime() else { return };
        let total = data.shard.map_or(1, |shard| shard.total);
        let user: User = (*data.user).clone();
        let identity = Identity { id: user.id, application_id: data.application.id, user: user.clone() };
        let first = runtime.identify(identity);
        runtime.shards.connected(ctx.shard_id, total);
        tracing::info!(bot = %user.name, shard = ctx.shard_id.0, guilds = data.guilds.len(), "connected");
        if first {
            // Once in a process: a reconnect changes nothing about commands or owners.
            runtime.tasks.spawn(introduce(Arc::clone(runtime)));
        }
        if is_handled::<event::Ready>(runtime) {
            emit(runtime, event::Ready { data }, scene(user, None)).await;
        }
        runtime.event_handled();
    }

    async fn resume(&self, ctx: Serenity, _: ResumedEvent) {
        let Some(runtime) = self.runtime() else { return };
        runtime.shards.resumed(ctx.shard_id);
        tracing::info!(shard = ctx.shard_id.0, "resumed");
    }

    async fn shard_stage_update(&self, _: Serenity, event: ShardStageUpdateEvent) {
        let Some(runtime) = self.runtime() else { return };
        runtime.shards.stage(event.shard_id, event.new);
    }

    async fn message(&self, _: Serenity, message: ModelMessage) {
        let Some(runtime) = self.runtime() else { return };
        // The command runs in a task of its own, so that no handler waits for it.
        let command = prefix::invocation(runtime, &message)
            .map(|invocation| tokio::spawn(edits::created(runtime, &message, invocation)));
        if is_handled::<event::Message>(runtime) {
            let scene = Scene {
                actor: message.author.clone(),
                guild_id: message.guild_id,
                channel_id: Some(message.channel_id),
                message_id: Some(message.id),
                responder: Some(Arc::new(MessageResponder::to(runtime, &message, false))),
            };
            emit(runtime, event::Message { message }, scene).await;
        }
        if let Some(command) = command {
            // Every outcome is logged by the pipeline; a task that panicked outside the handler is not.
            if let Err(error) = command.await {
                tracing::error!(%error, "a command's task failed");
            }
        }
        runtime.event_handled();
    }

    async fn message_update(
        &self,
        _: Serenity,
        _: Option<ModelMessage>,
        _: Option<ModelMessage>,
        update: MessageUpdateEvent,
    ) {
        let Some(runtime) = self.runtime() else { return };
        Box::pin(edits::updated(runtime, update)).await;
        runtime.event_handled();
    }

    async fn message_delete(&self, _: Serenity, _: ChannelId, message: MessageId, _: Option<GuildId>) {
        let Some(runtime) = self.runtime() else { return };
        edits::deleted(runtime, &[message]).await;
        runtime.event_handled();
    }

    async fn message_delete_bulk(
        &self,
        _: Serenity,
        _: ChannelId,
        messages: Vec<MessageId>,
        _: Option<GuildId>,
    ) {
        let Some(runtime) = self.runtime() else { return };
        edits::deleted(runtime, &messages).await;
        runtime.event_handled();
    }

    async fn interaction_create(&self, _: Serenity, interaction: Interaction) {
        let Some(runtime) = self.runtime() else { return };
        match interaction {
            Interaction::Command(command) => {
                if let Some(invocation) = slash::invocation(runtime, command) {
                    let outcome = dispatch::execute(runtime, invocation).await;
                    if matches!(outcome.result, Err(CommandError::Changed)) {
                        sync::heal(runtime).await;
                    }
                }
            }
            Interaction::Autocomplete(typing) => autocomplete::answer(runtime, typing).await,
            Interaction::Component(click) => component::click(runtime, click).await,
            Interaction::Modal(form) => component::submit(runtime, form).await,
            _ => {}
        }
        runtime.event_handled();
    }

    async fn reaction_add(&self, _: Serenity, reaction: ModelReaction) {
        self.reaction(reaction, ReactionChange::Added).await;
    }

    async fn reaction_remove(&self, _: Serenity, reaction: ModelReaction) {
        self.reaction(reaction, ReactionChange::Removed).await;
    }

    async fn guild_member_addition(&self, _: Serenity, member: Member) {
        let Some(runtime) = self.runtime() else { return };
        if is_handled::<event::MemberJoin>(runtime) {
            let (user, guild_id) = (member.user.clone(), member.guild_id);
            emit(runtime, event::MemberJoin { guild_id, member }, scene(user, Some(guild_id))).await;
        }
        runtime.event_handled();
    }

    async fn guild_member_removal(&self, _: Serenity, guild_id: GuildId, user: User, member: Option<Member>) {
        let Some(runtime) = self.runtime() else { return };
        if is_handled::<event::MemberLeave>(runtime) {
            let actor = user.clone();
            emit(runtime, event::MemberLeave { guild_id, user, member }, scene(actor, Some(guild_id))).await;
        }
        runtime.event_handled();
    }

    async fn voice_state_update(&self, _: Serenity, old: Option<VoiceState>, new: VoiceState) {
        let Some(runtime) = self.runtime() else { return };
        if is_handled::<event::VoiceStateUpdate>(runtime) {
            let known = new.member.as_ref().map(|member| member.user.clone());
            if let Some(actor) = user(runtime, Some(new.user_id), known).await {
                let scene = scene(actor, new.guild_id);
                emit(runtime, event::VoiceStateUpdate { old, new }, scene).await;
            }
        }
        runtime.event_handled();
    }

    async fn guild_create(&self, _: Serenity, guild: Guild, is_new: Option<bool>) {
        let Some(runtime) = self.runtime() else { return };
        // Servers announced at start, and those that come back after an outage, are not new.
        if is_new == Some(true)
            && is_handled::<event::GuildJoin>(runtime)
            && let Some(me) = runtime.identity()
        {
            let scene = scene(me.user.clone(), Some(guild.id));
            emit(runtime, event::GuildJoin { guild }, scene).await;
        }
        runtime.event_handled();
    }

    async fn guild_delete(&self, _: Serenity, incomplete: UnavailableGuild, full: Option<Guild>) {
        let Some(runtime) = self.runtime() else { return };
        // An unavailable server is an outage: the bot is still in it.
        if !incomplete.unavailable
            && is_handled::<event::GuildLeave>(runtime)
            && let Some(me) = runtime.identity()
        {
            let scene = scene(me.user.clone(), Some(incomplete.id));
            emit(runtime, event::GuildLeave { guild_id: incomplete.id, guild: full }, scene).await;
        }
        runtime.event_handled();
    }
}

/// Applies what serenity's cache leaves out: a server's new owner, name and system channel. Permissions are computed
/// from the owner, so a former one would stay all-powerful until a restart.
pub(super) struct Renew;

#[async_trait]
impl RawEventHandler for Renew {
    async fn raw_event(&self, ctx: Serenity, event: Event) {
        if let Event::GuildUpdate(mut update) = event {
            ctx.cache.update(&mut update);
        }
    }
}

impl Handler {
    async fn reaction(&self, reaction: ModelReaction, change: ReactionChange) {
        let Some(runtime) = self.runtime() else { return };
        if is_handled::<event::Reaction>(runtime) {
            let known = reaction.member.as_ref().map(|member| member.user.clone());
            if let Some(actor) = user(runtime, reaction.user_id, known).await {
                let scene = Scene {
                    actor,
                    guild_id: reaction.guild_id,
                    channel_id: Some(reaction.channel_id),
                    message_id: Some(reaction.message_id),
                    responder: Some(Arc::new(MessageResponder::in_channel(runtime, reaction.channel_id))),
                };
                emit(runtime, event::Reaction { reaction, change }, scene).await;
            }
        }
        runtime.event_handled();
    }
}

/// What happens once, at the first connection.
async fn introduce(runtime: Arc<Runtime>) {
    if runtime.registry.commands().any(|command| command.owners_only) {
        match runtime.http.get_current_application_info().await {
            Ok(application) => {
                runtime.set_application_owners(owners(application));
            }
            Err(error) => {
                tracing::warn!(error = %redacted(&error), "Discord did not say who owns the application; only DISCORD_OWNERS are owners");
            }
        }
    }
    sync::sync(&runtime).await;
    runtime.shards.synced();
}

/// Who may do everything: the owner, or those of the team who accepted and may change the application.
pub(super) fn owners(application: CurrentApplicationInfo) -> HashSet<UserId> {
    let mut owners: HashSet<UserId> = application.owner.map(|owner| owner.id).into_iter().collect();
    if let Some(team) = application.team {
        owners.insert(team.owner_user_id);
        let trusted = team.members.into_iter().filter(|member| {
            member.membership_state == MembershipState::Accepted
                && matches!(member.role, TeamMemberRole::Admin | TeamMemberRole::Developer)
        });
        owners.extend(trusted.map(|member| member.user.id));
    }
    owners
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use serenity::model::id::UserId;

    use super::owners;

    fn user(id: u64) -> Value {
        json!({ "id": id.to_string(), "username": "u", "discriminator": "0", "avatar": null })
    }

    fn member(id: u64, state: u8, role: &str) -> Value {
        json!({ "membership_state": state, "permissions": ["*"], "team_id": "9", "user": user(id), "role": role })
    }

    #[test]
    fn of_a_team_those_are_owners_who_accepted_and_may_change_the_application() {
        let application = json!({
            "id": "8", "name": "bot", "icon": null, "description": "", "bot_public": true,
            "bot_require_code_grant": false, "verify_key": "", "owner": user(1),
            "team": {
                "id": "9", "icon": null, "name": "team", "owner_user_id": "2",
                "members": [
                    member(2, 2, "admin"), member(3, 2, "admin"), member(4, 2, "developer"),
                    member(5, 2, "read_only"), member(6, 1, "admin"),
                ],
            },
        });
        let owners = owners(serde_json::from_value(application).unwrap());
        let mut owners: Vec<u64> = owners.into_iter().map(UserId::get).collect();
        owners.sort_unstable();
        assert_eq!(owners, [1, 2, 3, 4]);
    }
}

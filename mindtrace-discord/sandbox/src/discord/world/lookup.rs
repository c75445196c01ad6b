//! Looks up records, and builds the JSON that needs more than one of them.

use serde_json::{Value, json};
use serenity::model::{
    gateway::GatewayIntents,
    id::{ChannelId, GuildId, InteractionId, UserId},
};

use super::user::user as deleted_user;
use crate::discord::{
    interaction::Trigger,
    world::{HAS_THREAD, Kind, MemberRecord, MessageRecord, UserRecord, World},
};
use crate::json::put;
use crate::timestamp::iso;

impl World {
    pub(crate) fn name_of(&self, user: UserId) -> String {
        self.users.get(&user).map_or_else(|| user.to_string(), |user| user.name.clone())
    }

    /// Returns the name of a channel in texts: `#general`, or `DM with alice`.
    pub(crate) fn location_name(&self, channel: ChannelId) -> String {
        match self.channels.get(&channel) {
            Some(found) => match found.recipient {
                Some(user) => format!("DM with {}", self.name_of(user)),
                None => format!("#{}", found.name),
            },
            None => format!("<#{channel}>"),
        }
    }

    pub(crate) fn user_named(&self, name: &str) -> Option<UserId> {
        self.users.values().find(|user| user.name == name).map(|user| user.id)
    }

    pub(crate) fn member(&self, guild: GuildId, user: UserId) -> Option<&MemberRecord> {
        self.guilds.get(&guild)?.members.get(&user)
    }

    pub(crate) fn user_json(&self, user: UserId) -> Value {
        match self.users.get(&user) {
            Some(user) => user.to_json(),
            None => deleted_user(user, "deleted_user", "0", false),
        }
    }

    /// Returns the flags of the application: the privileged intents that are enabled in the developer portal.
    pub(crate) fn application_flags(&self) -> u64 {
        let flags = [
            (GatewayIntents::GUILD_PRESENCES, 1_u64 << 13),
            (GatewayIntents::GUILD_MEMBERS, 1 << 15),
            (GatewayIntents::MESSAGE_CONTENT, 1 << 19),
        ];
        let enabled = flags.iter().filter(|(intent, _)| !self.settings.unapproved.contains(*intent));
        enabled.map(|(_, flag)| flag).sum()
    }

    /// Returns the bot as it sees itself.
    pub(crate) fn own_json(&self) -> Value {
        self.users.get(&self.bot).map(UserRecord::to_own_json).unwrap_or_default()
    }

    /// Returns the member object with its `user`.
    pub(crate) fn member_json(&self, guild: GuildId, user: UserId) -> Option<Value> {
        let mut member = self.member(guild, user)?.to_json();
        put(&mut member, "user", self.user_json(user));
        Some(member)
    }

    pub(crate) fn channel_json(&self, channel: ChannelId) -> Option<Value> {
        let channel = self.channels.get(&channel)?;
        Some(channel.to_json(channel.recipient.map(|user| self.user_json(user))))
    }

    /// Returns the message as REST does.
    pub(crate) fn message_json(&self, message: &MessageRecord) -> Value {
        let user = |id| self.user_json(id);
        let referenced = message.replies_to.and_then(|id| self.messages.get(&id)).map(|original| {
            let shallow = MessageRecord { replies_to: None, ..original.clone() };
            shallow.to_json((self.bot, self.now()), user, None)
        });
        let mut json = message.to_json((self.bot, self.now()), user, referenced);
        if let Some((id, user)) = message.interaction {
            let mut metadata = self.interaction_metadata(id, user);
            let original = self.interactions.get(&id).and_then(|interaction| interaction.original);
            if let Some(original) = original.filter(|original| *original != message.id) {
                put(&mut metadata, "original_response_message_id", json!(original));
            }
            put(&mut json, "interaction_metadata", metadata);
        }
        if message.flags & HAS_THREAD != 0
            && let Some(thread) = self.channel_json(ChannelId::new(message.id.get()))
        {
            put(&mut json, "thread", thread);
        }
        json
    }

    /// Returns the `interaction_metadata` of a message that answers an interaction.
    fn interaction_metadata(&self, id: InteractionId, user: UserId) -> Value {
        let mut metadata = json!({
            "id": id, "type": 2, "user": self.user_json(user), "authorizing_integration_owners": {},
        });
        let Some(interaction) = self.interactions.get(&id) else { return metadata };
        put(&mut metadata, "type", json!(interaction.trigger.kind()));
        put(&mut metadata, "authorizing_integration_owners", interaction.owners());
        match interaction.trigger {
            Trigger::Component(message) => put(&mut metadata, "interacted_message_id", json!(message)),
            Trigger::Modal { opened_by, .. } => {
                let opener = self.interaction_metadata(opened_by, user);
                put(&mut metadata, "triggering_interaction_metadata", opener);
            }
            Trigger::Command | Trigger::ContextMenu | Trigger::Autocomplete(_) => {}
        }
        metadata
    }

    /// Returns the message as dispatches carry it: with `guild_id` and `member`, unless it is ephemeral.
    pub(crate) fn message_event_json(&self, message: &MessageRecord) -> Value {
        let mut event = self.message_json(message);
        if let (Some(guild), None) = (message.guild, message.only_for) {
            put(&mut event, "guild_id", json!(guild));
            if let Some(member) = self.member(guild, message.author) {
                put(&mut event, "member", member.to_json());
            }
            let mentions = event.get_mut("mentions").and_then(Value::as_array_mut).into_iter().flatten();
            for (mention, user) in mentions.zip(&message.mentions) {
                if let Some(member) = self.member(guild, *user) {
                    put(mention, "member", member.to_json());
                }
            }
        }
        event
    }

    pub(crate) fn voice_json(
        &self,
        guild: GuildId,
        user: UserId,
        session: &str,
        channel: Option<ChannelId>,
    ) -> Value {
        let own = self.guilds.get(&guild).and_then(|guild| guild.voice.get(&user));
        let (deaf, mute) =
            self.member(guild, user).map_or((false, false), |member| (member.deaf, member.mute));
        json!({
            "guild_id": guild,
            "channel_id": channel,
            "user_id": user,
            "member": self.member_json(guild, user),
            "session_id": session,
            "deaf": deaf,
            "mute": mute,
            "self_deaf": own.is_some_and(|state| state.self_deaf),
            "self_mute": own.is_some_and(|state| state.self_mute),
            "self_stream": false,
            "self_video": false,
            "suppress": false,
            "request_to_speak_timestamp": null,
        })
    }

    /// Returns the payload of `GUILD_CREATE`, which always lists the bot and the members in voice.
    pub(crate) fn guild_create_json(
        &self,
        id: GuildId,
        listing: crate::discord::session::Listing,
    ) -> Option<Value> {
        let guild = self.guilds.get(&id)?;
        let is_large = guild.members.len() > listing.large_threshold;
        let listed = |user: &UserId| {
            let is_shown = listing.all && (!is_large || self.presences.contains_key(&(id, *user)));
            is_shown || *user == self.bot || guild.voice.contains_key(user)
        };
        let presences: Vec<&Value> = self
            .presences
            .iter()
            .filter(|((guild, _), _)| listing.all && *guild == id)
            .map(|(_, presence)| presence)
            .collect();
        let members: Vec<Value> = guild
            .members
            .keys()
            .filter(|user| listed(user))
            .filter_map(|user| self.member_json(id, *user))
            .collect();
        let in_guild = || self.channels.values().filter(|channel| channel.guild == Some(id));
        let channels: Vec<Value> =
            in_guild().filter(|channel| !channel.is_thread()).map(|channel| channel.to_json(None)).collect();
        let threads: Vec<Value> = in_guild()
            .filter(|channel| channel.is_thread() && !channel.archived)
            .map(|channel| channel.to_json(None))
            .collect();
        let voice: Vec<Value> = guild
            .voice
            .iter()
            .map(|(user, state)| self.voice_json(id, *user, &state.session, Some(state.channel)))
            .collect();
        let mut json = guild.to_json();
        put(&mut json, "joined_at", json!(iso(guild.joined_at)));
        put(&mut json, "large", json!(is_large));
        put(&mut json, "unavailable", json!(false));
        put(&mut json, "member_count", json!(guild.members.len()));
        put(&mut json, "members", json!(members));
        put(&mut json, "channels", json!(channels));
        put(&mut json, "threads", json!(threads));
        put(&mut json, "voice_states", json!(voice));
        put(&mut json, "presences", json!(presences));
        for (key, kind) in [
            ("stage_instances", Kind::Stage),
            ("guild_scheduled_events", Kind::ScheduledEvent),
            ("soundboard_sounds", Kind::Sound),
        ] {
            put(&mut json, key, json!(guild.belongings.all(kind)));
        }
        Some(json)
    }
}

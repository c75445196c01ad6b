//! Creates the initial state, and adds users, guilds, channels and roles.

use std::collections::{BTreeMap, HashMap};

use serenity::model::{
    Permissions,
    channel::ChannelType,
    id::{ChannelId, GuildId, RoleId, UserId},
};

use crate::{
    discord::{
        commands::CommandStore,
        faults::Faults,
        files::FileStore,
        nonces::Nonces,
        rate_limits::Windows,
        session::Sessions,
        webhook::Endpoint,
        world::{
            Belongings, ChannelRecord, GuildRecord, MemberRecord, RoleRecord, Settings, UserRecord, World,
        },
    },
    transcript::Transcript,
};

/// The position of the bot's role, which is above every role created later; these start at 1. A guild has at most 250.
const BOT_ROLE_POSITION: u16 = 300;

impl World {
    /// Creates the state with the bot, an owner and one guild with four channels.
    pub(crate) fn seed(settings: Settings, url: String, gateway_url: String) -> Self {
        let mut world = Self {
            settings,
            url,
            gateway_url,
            token: "sandbox.bot.token".into(),
            bot: UserId::new(1),
            owner: UserId::new(1),
            home: GuildId::new(1),
            users: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            nonces: Nonces::default(),
            invites: HashMap::new(),
            files: FileStore::default(),
            interactions: BTreeMap::new(),
            commands: CommandStore::default(),
            sessions: Sessions::default(),
            presences: BTreeMap::new(),
            bot_presence: None,
            endpoint: Endpoint::new(),
            faults: Faults::default(),
            windows: Windows::default(),
            transcript: Transcript::new(),
            shown: HashMap::new(),
            last_snowflake: 0,
            last_edit: jiff::Timestamp::UNIX_EPOCH,
        };
        world.bot = world.add_user("sandbot", true);
        world.owner = world.add_user("owner", false);
        world.home = world.add_guild("Sandbox");
        let home = world.home;
        world.add_channel(home, "voice", ChannelType::Voice);
        world.add_channel(home, "announcements", ChannelType::News);
        let nsfw = world.add_channel(home, "nsfw", ChannelType::Text);
        if let Some(channel) = world.channels.get_mut(&nsfw) {
            channel.nsfw = true;
        }
        world
    }

    pub(crate) fn add_user(&mut self, name: &str, bot: bool) -> UserId {
        let id = UserId::new(self.snowflake());
        self.users.insert(id, UserRecord::new(id, name, bot));
        id
    }

    /// Adds a guild with the owner, the bot and its role, and a `general` channel.
    pub(crate) fn add_guild(&mut self, name: &str) -> GuildId {
        let id = GuildId::new(self.snowflake());
        let everyone = RoleRecord::new(RoleId::new(id.get()), "@everyone", everyone_permissions(), 0);
        let mut bot_role = RoleRecord::new(
            RoleId::new(self.snowflake()),
            "sandbot",
            self.settings.bot_permissions,
            BOT_ROLE_POSITION,
        );
        bot_role.bot = Some(self.bot);
        let now = self.now();
        let mut bot = MemberRecord::new(now);
        bot.roles.push(bot_role.id);
        let guild = GuildRecord {
            id,
            name: name.to_owned(),
            owner: self.owner,
            system_channel: None,
            locale: "en-US".to_owned(),
            settings: serde_json::Map::new(),
            joined_at: now,
            available: true,
            bot_inside: true,
            roles: [everyone, bot_role].into_iter().map(|role| (role.id, role)).collect(),
            members: [(self.bot, bot), (self.owner, MemberRecord::new(now))].into(),
            voice: BTreeMap::new(),
            bans: BTreeMap::new(),
            belongings: Belongings::default(),
        };
        self.guilds.insert(id, guild);
        let general = self.add_channel(id, "general", ChannelType::Text);
        if let Some(guild) = self.guilds.get_mut(&id) {
            guild.system_channel = Some(general);
        }
        id
    }

    pub(crate) fn add_channel(&mut self, guild: GuildId, name: &str, kind: ChannelType) -> ChannelId {
        let id = ChannelId::new(self.snowflake());
        self.add_channel_as(id, guild, name, kind);
        id
    }

    /// Adds a channel with an id that is known already: a thread has that of the message from which it was started.
    pub(crate) fn add_channel_as(&mut self, id: ChannelId, guild: GuildId, name: &str, kind: ChannelType) {
        let mut channel = ChannelRecord::in_guild(id, guild, kind, name);
        let siblings = self.channels.values().filter(|other| other.guild == Some(guild)).count();
        channel.position = u16::try_from(siblings).unwrap_or(u16::MAX);
        channel.owner = channel.is_thread().then_some(self.owner);
        self.channels.insert(id, channel);
    }

    /// Adds a role above all others so far but below the bot's, or with `above_bot` above the bot's as well.
    pub(crate) fn add_role(
        &mut self,
        guild: GuildId,
        name: &str,
        permissions: Permissions,
        above_bot: bool,
    ) -> RoleId {
        let id = RoleId::new(self.snowflake());
        if let Some(guild) = self.guilds.get_mut(&guild) {
            let same_side = |role: &&RoleRecord| (role.position > BOT_ROLE_POSITION) == above_bot;
            let floor = if above_bot { BOT_ROLE_POSITION } else { 0 };
            let others = guild.roles.values().filter(|role| !role.is_managed()).filter(same_side);
            let position = others.map(|role| role.position).max().unwrap_or(floor) + 1;
            guild.roles.insert(id, RoleRecord::new(id, name, permissions, position));
        }
        id
    }

    /// Returns the DM channel of a user with the bot, which is created on first use.
    pub(crate) fn dm_with(&mut self, user: UserId) -> ChannelId {
        let known = self.channels.values().find(|channel| channel.recipient == Some(user));
        if let Some(channel) = known {
            return channel.id;
        }
        let id = ChannelId::new(self.snowflake());
        self.channels.insert(id, ChannelRecord::dm(id, user));
        id
    }
}

fn everyone_permissions() -> Permissions {
    Permissions::VIEW_CHANNEL
        | Permissions::SEND_MESSAGES
        | Permissions::SEND_MESSAGES_IN_THREADS
        | Permissions::CREATE_PUBLIC_THREADS
        | Permissions::READ_MESSAGE_HISTORY
        | Permissions::EMBED_LINKS
        | Permissions::ATTACH_FILES
        | Permissions::ADD_REACTIONS
        | Permissions::USE_EXTERNAL_EMOJIS
        | Permissions::USE_APPLICATION_COMMANDS
        | Permissions::CHANGE_NICKNAME
        | Permissions::CREATE_INSTANT_INVITE
        | Permissions::CONNECT
        | Permissions::SPEAK
        | Permissions::STREAM
        | Permissions::USE_VAD
}

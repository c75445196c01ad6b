//! Re-exports of everything a bot usually needs.
//!
//! ```no_run
//! use mindtrace_discord::prelude::*;
//!
//! /// Say hello to a member.
//! #[command(cooldown = "5s")]
//! async fn hello(ctx: &Context, who: Member) -> Result<Reply> {
//!     ctx.sleep(Duration::from_secs(1)).await?;
//!     Ok(Reply::new(format!("Hello {}!", who.mention())).ping_users([who.user.id]))
//! }
//! ```

pub use std::time::Duration;

pub use mindtrace_discord_macros::{
    Args, Choice, Event, Modal, command, commands, component, cron, every, group, message_command, on_event,
    on_ready, on_shutdown, on_start, user_command,
};
pub use serenity::model::Permissions;
pub use serenity::model::Timestamp;
pub use serenity::model::channel::{Attachment, GuildChannel, PartialChannel, ReactionType};
pub use serenity::model::guild::{Member, Role};
pub use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId, SkuId, StickerId, UserId};
pub use serenity::model::mention::Mentionable;
pub use serenity::model::user::User;

pub use crate::args::{CodeBlock, UserOrRole};
pub use crate::bot::{Bot, BotBuilder, BotHandle};
pub use crate::command::Outcome;
pub use crate::component::{Button, Select, SelectOption};
pub use crate::context::Context;
pub use crate::dialog::{MemberQuery, Paginator};
pub use crate::error::{BoxError, Result, UserError};
pub use crate::event::{
    AuditLogEntry, AutoModAction, AutoModRuleCreate, AutoModRuleDelete, AutoModRuleUpdate, BanAdd, BanRemove,
    CacheReady, CategoryCreate, CategoryDelete, ChannelCreate, ChannelDelete, ChannelUpdate,
    CommandPermissionsUpdate, EmojisUpdate, EntitlementCreate, EntitlementDelete, EntitlementUpdate, Event,
    GatewayRateLimit, GuildCreate, GuildDelete, GuildJoin, GuildLeave, GuildUpdate, IntegrationCreate,
    IntegrationDelete, IntegrationUpdate, IntegrationsUpdate, Interaction, InviteCreate, InviteDelete,
    MemberJoin, MemberLeave, MemberUpdate, MembersChunk, Message, MessageDelete, MessageDeleteBulk,
    MessageUpdate, PinsUpdate, PollVoteAdd, PollVoteRemove, PresenceUpdate, RateLimit, RawEvent, Reaction,
    ReactionAdd, ReactionChange, ReactionRemove, ReactionRemoveAll, ReactionRemoveEmoji, Ready, Resumed,
    RoleCreate, RoleDelete, RoleUpdate, ScheduledEventCreate, ScheduledEventDelete, ScheduledEventUpdate,
    ScheduledEventUserAdd, ScheduledEventUserRemove, ShardStateUpdate, ShardsReady, SoundboardSoundCreate,
    SoundboardSoundDelete, SoundboardSoundUpdate, SoundboardSounds, SoundboardSoundsUpdate, StageCreate,
    StageDelete, StageUpdate, StickersUpdate, ThreadCreate, ThreadDelete, ThreadListSync, ThreadMemberUpdate,
    ThreadMembersUpdate, ThreadUpdate, TypingStart, UserUpdate, VoiceServerUpdate, VoiceStateUpdate,
    VoiceStatusUpdate, WebhookUpdate,
};
pub use crate::locale::Locales;
pub use crate::modal::ModalDraft;
pub use crate::outcome::CommandError;
pub use crate::reply::{Embed, File, Poll, Reply};
pub use crate::schedule::Tick;

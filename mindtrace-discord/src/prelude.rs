//! Everything a bot usually needs: `use mindtrace_discord::prelude::*;`

pub use mindtrace_discord_macros::{Choice, command, commands, on_event};
pub use serenity::model::Permissions;
pub use serenity::model::channel::{GuildChannel, PartialChannel};
pub use serenity::model::guild::{Member, Role};
pub use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId, UserId};
pub use serenity::model::mention::Mentionable;
pub use serenity::model::user::User;

pub use crate::bot::{Bot, BotBuilder};
pub use crate::context::Context;
pub use crate::error::{BoxError, Result, UserError};
pub use crate::event::{
    GuildJoin, GuildLeave, MemberJoin, MemberLeave, Message, Reaction, ReactionChange, Ready,
    VoiceStateUpdate,
};
pub use crate::locale::Locales;
pub use crate::reply::{Embed, Reply};

//! Everything a bot usually needs: `use mindtrace_discord::prelude::*;`

pub use mindtrace_discord_macros::{
    Args, Choice, Modal, command, commands, component, group, message_command, on_event, user_command,
};
pub use serenity::model::Permissions;
pub use serenity::model::Timestamp;
pub use serenity::model::channel::{Attachment, GuildChannel, PartialChannel, ReactionType};
pub use serenity::model::guild::{Member, Role};
pub use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId, UserId};
pub use serenity::model::mention::Mentionable;
pub use serenity::model::user::User;

pub use crate::args::{CodeBlock, UserOrRole};
pub use crate::bot::{Bot, BotBuilder};
pub use crate::command::Outcome;
pub use crate::component::{Button, Select, SelectOption};
pub use crate::context::Context;
pub use crate::error::{BoxError, CommandError, Result, UserError};
pub use crate::event::{
    GuildJoin, GuildLeave, MemberJoin, MemberLeave, Message, Reaction, ReactionChange, Ready,
    VoiceStateUpdate,
};
pub use crate::locale::Locales;
pub use crate::paginator::Paginator;
pub use crate::reply::{Embed, File, Poll, Reply};

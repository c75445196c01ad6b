//! One call of a command, as its surface hands it over.

use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;
use serenity::model::Permissions;
use serenity::model::application::CommandDataResolved;
use serenity::model::id::{AttachmentId, ChannelId, GuildId, MessageId, RoleId};
use serenity::model::user::User;
use tokio_util::sync::CancellationToken;

use crate::args::Value;
use crate::bot::Runtime;
use crate::command::CommandKind;
use crate::reference::Reference;
use crate::reply::Responder;
use crate::surface::Surface;

/// One call of a command. It owns everything, so it moves along the pipeline and between tasks.
pub(crate) struct Invocation {
    pub(crate) reference: Reference,
    pub(crate) surface: Surface,
    pub(crate) kind: CommandKind,
    /// The name as typed; where the arguments are a text, the rest of a path may stand at its beginning.
    pub(crate) name: String,
    pub(crate) input: Input,
    pub(crate) caller: Caller,
    pub(crate) place: Place,
    /// What the surface already knows about the things the arguments name.
    pub(crate) resolved: CommandDataResolved,
    /// The files of a message that calls, in order; they are in `resolved`.
    pub(crate) attachments: Vec<AttachmentId>,
    /// The caller's language by Discord's name, if the surface knows it.
    pub(crate) locale: Option<String>,
    pub(crate) responder: Arc<dyn Responder>,
    pub(crate) received: Instant,
    /// Cancelled when nobody waits for the answer any more.
    pub(crate) cancel: CancellationToken,
}

/// The arguments as given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Input {
    /// Everything after the command's name.
    Text(String),
    /// Named values.
    Options(Vec<(String, Value)>),
    /// A JSON object.
    Json(serde_json::Map<String, serde_json::Value>),
}

/// Who calls.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) user: User,
    /// The roles in the server, if the surface knows them.
    pub(crate) roles: Option<Vec<RoleId>>,
    /// The permissions in the channel, if the surface knows them.
    pub(crate) permissions: Option<Permissions>,
    /// The token of the program that calls in their name, if one does.
    pub(crate) token: Option<Token>,
}

/// What the token of a program lets it do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(feature = "http"), allow(dead_code))]
pub(crate) enum Token {
    /// Run commands, and nothing that is for the bot's owners.
    Execute,
    /// Everything.
    Admin,
}

impl Caller {
    /// Whether they may what the bot's owners may: whoever holds a token that only runs commands may not, in anybody's name.
    pub(crate) fn is_owner(&self, runtime: &Runtime) -> bool {
        self.token != Some(Token::Execute) && runtime.is_owner(self.user.id)
    }
}

/// Where the call is made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) channel_id: Option<ChannelId>,
    pub(crate) message_id: Option<MessageId>,
    /// The bot's permissions in the channel, if the surface knows them.
    pub(crate) bot_permissions: Option<Permissions>,
    /// Whether the call itself shows that its caller is there: who writes in a channel can see it.
    pub(crate) caller_is_there: bool,
    /// Whether Discord itself has checked that the channel is age-restricted.
    pub(crate) nsfw_checked: bool,
}

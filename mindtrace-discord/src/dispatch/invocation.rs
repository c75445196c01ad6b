//! One call of a command, as its surface passes it to the pipeline.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

use serenity::model::application::CommandDataResolved;
use serenity::model::id::AttachmentId;
use tokio_util::sync::CancellationToken;

use crate::args::Value;
use crate::caller::{Caller, Location};
use crate::command::CommandKind;
use crate::context::CallInteraction;
use crate::reference::Reference;
use crate::responder::Responder;
use crate::runtime::Runtime;
use crate::surface::Surface;

/// One call of a command. It owns all its data, so it can move between tasks.
pub(crate) struct Invocation {
    pub(crate) reference: Reference,
    pub(crate) surface: Surface,
    pub(crate) kind: CommandKind,
    /// The name as typed. In a text call the rest of the command's path may be at the beginning of the arguments.
    pub(crate) name: String,
    pub(crate) input: Input,
    pub(crate) caller: Caller,
    pub(crate) location: Location,
    /// The objects that the arguments refer to, as far as the surface sent them.
    pub(crate) resolved: CommandDataResolved,
    /// The files attached to the calling message, in order; they are in `resolved`.
    pub(crate) attachments: Vec<AttachmentId>,
    /// The caller's locale by Discord's name, if the surface knows it.
    pub(crate) locale: Option<String>,
    pub(crate) responder: Arc<dyn Responder>,
    /// The interaction, if the call is one.
    pub(crate) interaction: Option<Arc<CallInteraction>>,
    /// The prefix that the call begins with, if it is a message with one.
    pub(crate) prefix: Option<Arc<str>>,
    /// The command that ran for an earlier version of the message: it does not use up its cooldown again.
    pub(crate) paid_for: Option<&'static str>,
    pub(crate) received: Instant,
    /// Cancelled when the caller no longer waits for the answer.
    pub(crate) cancel: CancellationToken,
}

impl Invocation {
    /// Returns the locale to answer in: the caller's, else that of the guild.
    pub(crate) fn locale_to_answer_in(&self, runtime: &Runtime) -> Cow<'_, str> {
        match &self.locale {
            Some(locale) => Cow::Borrowed(locale.as_str()),
            None => Cow::Owned(runtime.guild_locale(self.location.guild_id)),
        }
    }
}

/// The input of a call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Input {
    /// Everything after the command's name.
    Text(String),
    /// Named values.
    Options(Vec<(String, Value)>),
    /// A JSON object.
    Json(serde_json::Map<String, serde_json::Value>),
}

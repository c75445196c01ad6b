//! Discord's REST errors: one table of codes, and the error tree of an invalid request body.

use std::fmt;

use serde_json::{Value, json};

use crate::json::put;

macro_rules! codes {
    ($($name:ident = $code:literal, $status:literal, $message:literal;)*) => {
        /// An error code of Discord's REST API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Code {
            $($name,)*
        }

        impl Code {
            /// The HTTP status, the code and the message.
            const fn row(self) -> (u16, u32, &'static str) {
                match self {
                    $(Self::$name => ($status, $code, $message),)*
                }
            }
        }
    };
}

codes! {
    Unauthorized = 0, 401, "401: Unauthorized";
    NotFound = 0, 404, "404: Not Found; the sandbox does not implement this route";
    BodyTimeout = 0, 408, "408: Request Timeout; the body did not arrive within 30 seconds";
    MisdirectedRequest = 0, 421, "421: Misdirected Request; the sandbox serves only localhost and 127.0.0.1";
    UnknownChannel = 10003, 404, "Unknown Channel";
    UnknownGuild = 10004, 404, "Unknown Guild";
    UnknownMember = 10007, 404, "Unknown Member";
    UnknownMessage = 10008, 404, "Unknown Message";
    UnknownRole = 10011, 404, "Unknown Role";
    UnknownUser = 10013, 404, "Unknown User";
    UnknownEmoji = 10014, 400, "Unknown Emoji";
    UnknownWebhook = 10015, 404, "Unknown Webhook";
    UnknownBan = 10026, 404, "Unknown Ban";
    UnknownInteraction = 10062, 404, "Unknown interaction";
    UnknownCommand = 10063, 404, "Unknown application command";
    NotThisApplication = 20012, 403, "You are not authorized to perform this action on this application";
    TooManyCommands = 30032, 400, "Maximum number of application commands reached (100)";
    TooManyCreates = 30034, 400, "Max number of daily application command creates has been reached (200)";
    TooManyPins = 30003, 400, "Maximum number of pins reached for the channel (250)";
    TooManyReactions = 30010, 400, "Maximum number of reactions reached (20)";
    TooManyChannels = 30013, 400, "Maximum number of guild channels reached (500)";
    TooManyRoles = 30005, 400, "Maximum number of guild roles reached (250)";
    EntityTooLarge = 40005, 413, "Request entity too large";
    TooManyFollowUps = 40094, 400, "This interaction has reached the maximum number of follow up messages";
    NotInVoice = 40032, 400, "Target user is not connected to voice.";
    AlreadyAcknowledged = 40060, 400, "Interaction has already been acknowledged.";
    MissingAccess = 50001, 403, "Missing Access";
    NotInDm = 50003, 403, "Cannot execute action on a DM channel";
    NotYourMessage = 50005, 403, "Cannot edit a message authored by another user";
    EmptyMessage = 50006, 400, "Cannot send an empty message";
    CannotDm = 50007, 403, "Cannot send messages to this user";
    WrongChannelType = 50008, 400, "Cannot send messages in a non-text channel";
    MissingPermissions = 50013, 403, "Missing Permissions";
    BulkDeleteCount = 50016, 400, "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete";
    NotOnThisChannel = 50024, 400, "Cannot execute action on this channel type";
    TokenExpired = 50027, 401, "Invalid Webhook Token";
    InvalidRole = 50028, 400, "Invalid Role";
    InvalidRecipient = 50033, 400, "Invalid Recipient(s)";
    TooOld = 50034, 400, "You can only bulk delete messages that are under 14 days old.";
    InvalidMessageType = 50068, 400, "Invalid message type";
    ThreadArchived = 50083, 400, "Thread is archived";
    InvalidSticker = 50081, 400, "Invalid sticker sent";
    InvalidForm = 50035, 400, "Invalid Form Body";
    InvalidJson = 50109, 400, "The request body contains invalid JSON.";
    NoMutualGuild = 50278, 403, "Cannot send messages to this user due to having no mutual guilds";
    BulkBanFailed = 500_000, 400, "Failed to ban users";
    EditsPoll = 520_003, 400, "Cannot edit a poll message";
    NotAPoll = 520_006, 400, "Cannot expire a message that is no poll";
    PollExpired = 520_001, 400, "Poll expired";
    ReplyNeedsHistory = 160_002, 403, "Cannot reply without permission to read message history";
    ThreadExists = 160_004, 400, "A thread has already been created for this message";
    ForwardNeedsHistory = 160_009, 403, "Cannot reference a message without permission to read message history";
    ForwardHasContent = 160_011, 400, "Forward messages cannot have additional content";
    ForwardNotReadable = 160_014, 403, "You cannot forward a message whose content you cannot read";
}

/// A refused request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) code: Code,
    fields: Vec<FieldError>,
}

/// An error of one field of a request body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// The dotted path, for example `options.0.name`; empty for the whole body.
    pub(crate) path: String,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl FieldError {
    pub(crate) fn new(path: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { path: path.into(), code, message: message.into() }
    }
}

impl From<Code> for ApiError {
    fn from(code: Code) -> Self {
        Self { code, fields: Vec::new() }
    }
}

impl ApiError {
    /// Returns the error of a body with one invalid field.
    pub(crate) fn field(path: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError::new(path, code, message)])
    }

    /// Returns the error of a body with these invalid fields.
    pub(crate) fn invalid(fields: Vec<FieldError>) -> Self {
        Self { code: Code::InvalidForm, fields }
    }

    /// Returns the same error for a body that is the field `parent` of a larger one.
    pub(crate) fn under(mut self, parent: &str) -> Self {
        for field in &mut self.fields {
            let dot = if field.path.is_empty() { "" } else { "." };
            field.path = format!("{parent}{dot}{}", field.path);
        }
        self
    }

    pub(crate) fn status(&self) -> u16 {
        self.code.row().0
    }

    pub(crate) fn to_json(&self) -> Value {
        let (_, code, message) = self.code.row();
        let mut body = json!({"code": code, "message": message});
        if !self.fields.is_empty() {
            let mut tree = json!({});
            for field in &self.fields {
                graft(&mut tree, field);
            }
            put(&mut body, "errors", tree);
        }
        body
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, code, message) = self.code.row();
        write!(f, "{status}, {code} {message}")?;
        for field in &self.fields {
            write!(f, "; {}: {}", field.path, field.message)?;
        }
        Ok(())
    }
}

/// Inserts `{"_errors": […]}` at the path of the field.
fn graft(tree: &mut Value, field: &FieldError) {
    let mut node = tree;
    for step in field.path.split('.').filter(|step| !step.is_empty()) {
        let Some(object) = node.as_object_mut() else { return };
        node = object.entry(step).or_insert_with(|| json!({}));
    }
    let Some(object) = node.as_object_mut() else { return };
    let leaves = object.entry("_errors").or_insert_with(|| json!([]));
    if let Some(leaves) = leaves.as_array_mut() {
        leaves.push(json!({"code": field.code, "message": field.message}));
    }
}

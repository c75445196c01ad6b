//! The reasons for which requests to Redis fail, and what to do about each.

use redis::{ErrorKind, RedisError};

/// The reason for which a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// No connection, or no answer in time.
    NoAnswer,
    /// A replica, or a server that was told to be one.
    ReadOnly,
    OutOfMemory,
    /// The data cannot be written to the disk, or to enough replicas.
    CannotSave,
    Unauthorized,
    Forbidden,
    Loading,
    Other,
}

/// The codes with which the server begins an error. In a script of an older version the code is in the middle of the text.
const CODES: [(&str, Failure); 9] = [
    ("READONLY", Failure::ReadOnly),
    ("MASTERDOWN", Failure::ReadOnly),
    ("OOM", Failure::OutOfMemory),
    ("MISCONF", Failure::CannotSave),
    ("NOREPLICAS", Failure::CannotSave),
    ("NOAUTH", Failure::Unauthorized),
    ("WRONGPASS", Failure::Unauthorized),
    ("NOPERM", Failure::Forbidden),
    ("LOADING", Failure::Loading),
];

impl Failure {
    pub(super) fn of(error: &RedisError) -> Self {
        match error.kind() {
            ErrorKind::Io => return Self::NoAnswer,
            ErrorKind::AuthenticationFailed => return Self::Unauthorized,
            _ => {}
        }
        let (code, detail) = (error.code().unwrap_or_default(), error.detail().unwrap_or_default());
        let is_meant = |name: &str| code == name || (code == "ERR" && detail.contains(&format!("-{name} ")));
        CODES.iter().find(|(name, _)| is_meant(name)).map_or(Self::Other, |(_, failure)| *failure)
    }

    /// Returns what is wrong, and what to do about it.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::NoAnswer => {
                "Redis does not answer; check that it runs, and that this process reaches the address in DISCORD_REDIS_URL"
            }
            Self::ReadOnly => {
                "Redis is a replica and refuses writes; write the address of the primary into DISCORD_REDIS_URL, or make this server the \
                 primary with REPLICAOF NO ONE"
            }
            Self::OutOfMemory => {
                "Redis is out of memory and refuses writes; raise its maxmemory, and leave maxmemory-policy at noeviction"
            }
            Self::CannotSave => {
                "Redis cannot save its data and refuses writes; see its log, and check its disk and its replicas"
            }
            Self::Unauthorized => {
                "Redis refuses the password; write the right one into DISCORD_REDIS_URL, as in redis://:PASSWORD@HOST:6379, and start the \
                 bot again"
            }
            Self::Forbidden => {
                "Redis refuses a command to its user; permit all commands, and the keys and channels that begin with mindtrace-discord:"
            }
            Self::Loading => "Redis is loading its data; it answers when it has finished",
            Self::Other => "Redis answers with an error; see the log of the bot and of Redis",
        }
    }

    /// Whether some requests succeed all the same: those that only read, and those that only publish.
    pub(super) fn is_partial(self) -> bool {
        matches!(
            self,
            Self::ReadOnly | Self::OutOfMemory | Self::CannotSave | Self::Forbidden | Self::Loading
        )
    }

    /// Whether only a new connection helps. A connection manager keeps the old one.
    pub(super) fn needs_connection(self) -> bool {
        matches!(self, Self::ReadOnly | Self::Unauthorized)
    }
}

#[cfg(test)]
mod tests {
    use redis::{ErrorKind, RedisError, ServerErrorKind, make_extension_error};

    use super::Failure;

    #[test]
    fn errors_of_the_server_are_recognized() {
        let extension = |code: &str| make_extension_error(code.to_owned(), Some("a text".to_owned()));
        let server = |kind: ServerErrorKind| RedisError::from((ErrorKind::Server(kind), "a text"));
        for (error, failure) in [
            (extension("OOM"), Failure::OutOfMemory),
            (extension("NOAUTH"), Failure::Unauthorized),
            (extension("WRONGPASS"), Failure::Unauthorized),
            (extension("MISCONF"), Failure::CannotSave),
            (extension("SOMETHING"), Failure::Other),
            (server(ServerErrorKind::ReadOnly), Failure::ReadOnly),
            (server(ServerErrorKind::MasterDown), Failure::ReadOnly),
            (server(ServerErrorKind::BusyLoading), Failure::Loading),
            (server(ServerErrorKind::NoPerm), Failure::Forbidden),
            (RedisError::from((ErrorKind::AuthenticationFailed, "a text")), Failure::Unauthorized),
            (RedisError::from((ErrorKind::Io, "a text")), Failure::NoAnswer),
        ] {
            assert_eq!(Failure::of(&error), failure, "{error}");
        }
        let kind = ErrorKind::Server(ServerErrorKind::ResponseError);
        let text =
            "Error running script: @user_script:11: -READONLY You can't write against a read only replica.";
        let in_script = RedisError::from((kind, "An error was signalled by the server", text.to_owned()));
        assert_eq!(Failure::of(&in_script), Failure::ReadOnly);
    }
}

//! The table of settings: the only list of them, also for the README.

use super::setting::Setting;

/// Every setting, in the order of the README.
pub const SETTINGS: &[Setting] = &[
    TOKEN,
    PREFIX,
    MODE,
    INTENTS,
    CACHE,
    OWNERS,
    EVENT_QUEUE,
    EVENT_OVERFLOW,
    HTTP_ADDR,
    HTTP_TOKEN,
    HTTP_READ_TOKEN,
    HTTP_EXECUTE_TOKEN,
    HTTP_USER,
    HTTP_EXECUTE_USER,
    HTTP_HOSTS,
    HTTP_RATE,
    STATE,
    AUDIT,
    REDIS_URL,
    SYNC_GUILD,
    SYNC_CACHE,
    SYNC_DISABLED,
    SYNC_DELETIONS,
    LOG,
];

pub(super) const TOKEN: Setting = Setting {
    name: "DISCORD_BOT_TOKEN",
    default: "",
    accepts: "the token from the Bot page of your application",
    meaning: "logs in to Discord; without it the examples run in the sandbox",
};

pub(super) const PREFIX: Setting = Setting {
    name: "DISCORD_COMMAND_PREFIX",
    default: "!",
    accepts: "any text without white space that does not start with `/`",
    meaning: "what text commands start with",
};

pub(super) const MODE: Setting = Setting {
    name: "DISCORD_MODE",
    default: "gateway",
    accepts: "`gateway` or `http`",
    meaning: "whether the bot connects to Discord's gateway, or Discord posts interactions to `/discord/interactions`",
};

pub(super) const INTENTS: Setting = Setting {
    name: "DISCORD_INTENTS",
    default: "auto",
    accepts: "`auto`, `default`, `all`, or a list such as `guilds,members,message_content`",
    meaning: "what Discord is asked to send; `auto` is what the commands and handlers need",
};

pub(super) const CACHE: Setting = Setting {
    name: "DISCORD_CACHE",
    default: "guilds",
    accepts: "`off`, or a list such as `guilds,members,presences,voice,messages=100`",
    meaning: "what the bot remembers of what Discord tells it, and so asks to be told; without `guilds` permissions are looked up",
};

pub(super) const OWNERS: Setting = Setting {
    name: "DISCORD_OWNERS",
    default: "",
    accepts: "user ids, separated by commas",
    meaning: "who may use `owners_only` commands, besides the application's owner",
};

pub(super) const EVENT_QUEUE: Setting = Setting {
    name: "DISCORD_EVENT_QUEUE",
    default: "1000",
    accepts: "a number from 1 to 1000000",
    meaning: "how many events of one channel may wait for their handlers; of all channels together twenty times as many",
};

pub(super) const EVENT_OVERFLOW: Setting = Setting {
    name: "DISCORD_EVENT_OVERFLOW",
    default: "drop-new",
    accepts: "`drop-new`, `drop-old` or `wait`",
    meaning: "what happens when more wait: the new event or the oldest is left out, or nothing more is read from Discord meanwhile",
};

pub(super) const HTTP_ADDR: Setting = Setting {
    name: "DISCORD_HTTP_ADDR",
    default: "127.0.0.1:8080",
    accepts: "an address and port such as `127.0.0.1:8080`, port 0 for a free one, or `off`",
    meaning: "where the HTTP surface listens",
};

pub(super) const HTTP_TOKEN: Setting = Setting {
    name: "DISCORD_HTTP_TOKEN",
    default: "",
    accepts: "any text without white space, best 32 random characters or more",
    meaning: "the bearer token of the HTTP surface; without it a random one is made and printed",
};

pub(super) const HTTP_READ_TOKEN: Setting = Setting {
    name: "DISCORD_HTTP_READ_TOKEN",
    default: "",
    accepts: "as `DISCORD_HTTP_TOKEN`",
    meaning: "a token that may only look: status, lists, metrics, the live view",
};

pub(super) const HTTP_EXECUTE_TOKEN: Setting = Setting {
    name: "DISCORD_HTTP_EXECUTE_TOKEN",
    default: "",
    accepts: "as `DISCORD_HTTP_TOKEN`",
    meaning: "a token that may look, run commands and raise events, and switch nothing",
};

pub(super) const HTTP_USER: Setting = Setting {
    name: "DISCORD_HTTP_USER",
    default: "",
    accepts: "a user id",
    meaning: "as whom HTTP requests act that name no `author_id`; without it as the bot",
};

pub(super) const HTTP_EXECUTE_USER: Setting = Setting {
    name: "DISCORD_HTTP_EXECUTE_USER",
    default: "",
    accepts: "a user id",
    meaning: "the same for requests with `DISCORD_HTTP_EXECUTE_TOKEN`; without it as `DISCORD_HTTP_USER`",
};

pub(super) const HTTP_HOSTS: Setting = Setting {
    name: "DISCORD_HTTP_HOSTS",
    default: "",
    accepts: "host names, separated by commas",
    meaning: "names under which the HTTP surface may be reached, besides `localhost` and the address it listens on",
};

pub(super) const HTTP_RATE: Setting = Setting {
    name: "DISCORD_HTTP_RATE",
    default: "5000",
    accepts: "a number from 1 to 1000000",
    meaning: "how many requests each token may send in a second; more are answered with 429",
};

pub(super) const STATE: Setting = Setting {
    name: "DISCORD_STATE",
    default: "discord-state.json",
    accepts: "the path of a file, or `off`",
    meaning: "keeps what was switched off and on, by whom, when and why, from one start to the next",
};

pub(super) const AUDIT: Setting = Setting {
    name: "DISCORD_AUDIT",
    default: "",
    accepts: "the path of a file",
    meaning: "a line of JSON is appended for each command that ran and each switch; six files of ten megabytes are kept",
};

pub(super) const REDIS_URL: Setting = Setting {
    name: "DISCORD_REDIS_URL",
    default: "",
    accepts: "the address of a Redis or Valkey, such as `redis://127.0.0.1:6379`",
    meaning: "where several processes of one bot count cooldowns together (feature `redis`); without it each counts for itself",
};

pub(super) const SYNC_GUILD: Setting = Setting {
    name: "DISCORD_SYNC_GUILD",
    default: "",
    accepts: "a server id",
    meaning: "registers commands in this server instead of everywhere; made for development",
};

pub(super) const SYNC_CACHE: Setting = Setting {
    name: "DISCORD_SYNC_CACHE",
    default: "",
    accepts: "the path of a file",
    meaning: "remembers what was registered last, so that a start that changes nothing asks nothing",
};

pub(super) const SYNC_DISABLED: Setting = Setting {
    name: "DISCORD_SYNC_DISABLED",
    default: "keep",
    accepts: "`keep` or `remove`",
    meaning: "whether commands that are switched off everywhere stay in Discord's list",
};

pub(super) const SYNC_DELETIONS: Setting = Setting {
    name: "DISCORD_SYNC_DELETIONS",
    default: "careful",
    accepts: "`careful` or `allow`",
    meaning: "whether more than half of the registered commands may be deleted at once",
};

pub(super) const LOG: Setting = Setting {
    name: "DISCORD_LOG",
    default: "",
    accepts: "a level (`error`, `warn`, `info`, `debug`, `trace`) or filters such as `info,my_bot=debug`",
    meaning: "what is logged, to standard error; without it `info`, in the sandbox's chat `error`",
};

//! The table of settings, from which the book's table is generated.

use super::setting::Setting;

/// All settings, in the order of the book.
///
/// ```
/// use mindtrace_discord::config::SETTINGS;
///
/// let prefix = SETTINGS.iter().find(|setting| setting.name == "DISCORD_COMMAND_PREFIX");
/// assert_eq!(prefix.map(|setting| setting.default), Some("!"));
/// ```
pub const SETTINGS: &[Setting] = &[
    TOKEN,
    PREFIX,
    MODE,
    SHARDS,
    SESSIONS,
    INTENTS,
    CACHE,
    OWNERS,
    MAX_CALLS,
    EVENT_QUEUE,
    EVENT_OVERFLOW,
    HTTP_ADDR,
    HTTP_TOKEN,
    HTTP_READ_TOKEN,
    HTTP_EXECUTE_TOKEN,
    HTTP_USER,
    HTTP_EXECUTE_USER,
    HTTP_EXECUTE_AS,
    HTTP_HOSTS,
    HTTP_RATE,
    STATE,
    STORE,
    AUDIT,
    API_URL,
    GATEWAY_URL,
    ALLOW_PLAINTEXT,
    API_RATE,
    COMPRESSION,
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
    meaning: "the token to log in to Discord with; without it, a bot with `.cli()` or `.run_or_sandbox()` runs in the sandbox (feature `sandbox`)",
};

/// The variable of most other bots, which is not read.
pub(super) const OTHER_TOKEN: &str = "DISCORD_TOKEN";

pub(super) const PREFIX: Setting = Setting {
    name: "DISCORD_COMMAND_PREFIX",
    default: "!",
    accepts: "any text without white space, control or invisible characters that does not start with `/`",
    meaning: "the prefix of text commands",
};

pub(super) const MODE: Setting = Setting {
    name: "DISCORD_MODE",
    default: "gateway",
    accepts: "`gateway` or `http`",
    meaning: "how interactions arrive: over the gateway, or by webhook at `/discord/interactions`",
};

pub(super) const SHARDS: Setting = Setting {
    name: "DISCORD_SHARDS",
    default: "auto",
    accepts: "`auto`, a number such as `4`, a part such as `0-7/32` or `3/32`, `ordinal*8/32`, `lease` or `lease/32`",
    meaning: "which shards this process runs: all as Discord recommends, all of a number, a part of a number, the part of the number at the end of the host name (`bot-1` has the second eight), or those that it leases in the Redis of `DISCORD_REDIS_URL`; see `docs/SCALING.md`",
};

pub(super) const SESSIONS: Setting = Setting {
    name: "DISCORD_SESSIONS",
    default: "auto",
    accepts: "`auto`, `keep` or `end`",
    meaning: "whether the gateway sessions are kept when the process stops: the next process resumes them and misses no event (`keep`), or they end and the bot appears offline at once (`end`); `auto` keeps them if there is a Redis",
};

pub(super) const INTENTS: Setting = Setting {
    name: "DISCORD_INTENTS",
    default: "auto",
    accepts: "`auto`, `default`, `all`, or a list such as `guilds,members,message_content`",
    meaning: "the gateway intents to request; `auto` requests those that commands, handlers and the cache need",
};

pub(super) const CACHE: Setting = Setting {
    name: "DISCORD_CACHE",
    default: "guilds",
    accepts: "`off`, or a list such as `guilds,members,presences,voice,messages=100`",
    meaning: "the data that the bot caches and requests the intents for; every part includes `guilds`; with `off`, permissions are looked up at Discord",
};

pub(super) const OWNERS: Setting = Setting {
    name: "DISCORD_OWNERS",
    default: "",
    accepts: "user ids, separated by commas",
    meaning: "the users who may call `owners_only` commands, in addition to the application's owner or the owner, admins and developers of its team",
};

pub(super) const MAX_CALLS: Setting = Setting {
    name: "DISCORD_MAX_CALLS",
    default: "10000",
    accepts: "a number from 1 to 1000000",
    meaning: "how many calls of commands may run at once; the caller of a further one is told that the bot is busy",
};

pub(super) const EVENT_QUEUE: Setting = Setting {
    name: "DISCORD_EVENT_QUEUE",
    default: "1000",
    accepts: "a number from 1 to 1000000",
    meaning: "how many events of one channel may wait for their handlers; the limit for all channels together is twenty times as high",
};

pub(super) const EVENT_OVERFLOW: Setting = Setting {
    name: "DISCORD_EVENT_OVERFLOW",
    default: "drop-new",
    accepts: "`drop-new`, `drop-old` or `wait`",
    meaning: "what to do when a queue is full: drop the new event, drop the oldest, or stop reading from Discord until there is room",
};

pub(super) const HTTP_ADDR: Setting = Setting {
    name: "DISCORD_HTTP_ADDR",
    default: "127.0.0.1:8080",
    accepts: "an address and port such as `127.0.0.1:8080`, port 0 for a free one, or `off`",
    meaning: "the address on which the HTTP surface listens; one that the network can reach needs `DISCORD_HTTP_TOKEN`",
};

pub(super) const HTTP_TOKEN: Setting = Setting {
    name: "DISCORD_HTTP_TOKEN",
    default: "",
    accepts: "any text without white space, preferably at least 32 random characters",
    meaning: "the bearer token of the HTTP surface; without it, a random token is generated and printed",
};

pub(super) const HTTP_READ_TOKEN: Setting = Setting {
    name: "DISCORD_HTTP_READ_TOKEN",
    default: "",
    accepts: "as `DISCORD_HTTP_TOKEN`",
    meaning: "a bearer token that may only read: status, lists, metrics, live events",
};

pub(super) const HTTP_EXECUTE_TOKEN: Setting = Setting {
    name: "DISCORD_HTTP_EXECUTE_TOKEN",
    default: "",
    accepts: "as `DISCORD_HTTP_TOKEN`",
    meaning: "a bearer token that may read, run commands and raise events, but not change toggles",
};

pub(super) const HTTP_USER: Setting = Setting {
    name: "DISCORD_HTTP_USER",
    default: "",
    accepts: "a user id",
    meaning: "the user that HTTP requests without an `author_id` act as; without it, the bot",
};

pub(super) const HTTP_EXECUTE_USER: Setting = Setting {
    name: "DISCORD_HTTP_EXECUTE_USER",
    default: "",
    accepts: "a user id",
    meaning: "the same for requests with `DISCORD_HTTP_EXECUTE_TOKEN`; without it, the user of `DISCORD_HTTP_USER`",
};

pub(super) const HTTP_EXECUTE_AS: Setting = Setting {
    name: "DISCORD_HTTP_EXECUTE_AS",
    default: "",
    accepts: "user ids, separated by commas, or `any`",
    meaning: "the users whose `author_id` requests with `DISCORD_HTTP_EXECUTE_TOKEN` may contain, beside their own; with `any`, the token has the rights of every member",
};

pub(super) const HTTP_HOSTS: Setting = Setting {
    name: "DISCORD_HTTP_HOSTS",
    default: "",
    accepts: "host names, separated by commas",
    meaning: "host names that the HTTP surface accepts, in addition to `localhost` and the address it listens on",
};

pub(super) const HTTP_RATE: Setting = Setting {
    name: "DISCORD_HTTP_RATE",
    default: "5000",
    accepts: "a number from 1 to 1000000",
    meaning: "how many requests each token may send per second; further requests are answered with 429",
};

pub(super) const STATE: Setting = Setting {
    name: "DISCORD_STATE",
    default: "discord-state.json",
    accepts: "the path of a file, `redis`, or `off`",
    meaning: "where the toggles and the log level are kept, with their user, time and reason: a file, or the Redis of `DISCORD_REDIS_URL`, which is the default if that is set",
};

pub(super) const STORE: Setting = Setting {
    name: "DISCORD_STORE",
    default: "discord-store.redb",
    accepts: "the path of a file, `redis`, or `off`",
    meaning: "where settings of guilds and users, prefixes and scheduled events are kept: a file that one process has open, the Redis of `DISCORD_REDIS_URL`, or memory until the bot stops",
};

pub(super) const AUDIT: Setting = Setting {
    name: "DISCORD_AUDIT",
    default: "",
    accepts: "the path of a file",
    meaning: "the audit log, with one line of JSON for each call, toggle and other operation; rotated, at most six files of ten megabytes",
};

pub(super) const API_URL: Setting = Setting {
    name: "DISCORD_API_URL",
    default: "https://discord.com",
    accepts: "a URL such as `https://discord.com` or `http://127.0.0.1:3000`; `/api/v10` is added",
    meaning: "the address of Discord's REST API, of a proxy such as nirn-proxy, or of another server with its protocol",
};

pub(super) const GATEWAY_URL: Setting = Setting {
    name: "DISCORD_GATEWAY_URL",
    default: "",
    accepts: "a URL such as `wss://gateway.discord.gg` or `ws://127.0.0.1:3001`",
    meaning: "the address of the gateway or of a proxy in front of it; without it, the one that the REST API names",
};

pub(super) const ALLOW_PLAINTEXT: Setting = Setting {
    name: "DISCORD_ALLOW_PLAINTEXT",
    default: "no",
    accepts: "`yes` or `no`",
    meaning: "whether the two addresses may be `http://` and `ws://` for other hosts than this one; the bot token is then sent unencrypted",
};

pub(super) const API_RATE: Setting = Setting {
    name: "DISCORD_API_RATE",
    default: "50",
    accepts: "a number from 1 to 1000000",
    meaning: "the most requests to Discord per second, beside the limits of routes; Discord allows 50 unless it raised the limit for the bot",
};

pub(super) const COMPRESSION: Setting = Setting {
    name: "DISCORD_COMPRESSION",
    default: "zstd-stream",
    accepts: "`zstd-stream`, `zlib-stream` or `off`",
    meaning: "how the gateway compresses its payloads",
};

pub(super) const REDIS_URL: Setting = Setting {
    name: "DISCORD_REDIS_URL",
    default: "",
    accepts: "the URL of a Redis or Valkey, such as `redis://127.0.0.1:6379`",
    meaning: "the server through which several processes of one bot share state (feature `redis`): cooldowns, permits, toggles, idempotency keys, runs of schedules and the ids of handled calls; without it, each process decides for itself",
};

pub(super) const SYNC_GUILD: Setting = Setting {
    name: "DISCORD_SYNC_GUILD",
    default: "",
    accepts: "a guild id",
    meaning: "the guild in which global commands are registered instead of globally; for development",
};

pub(super) const SYNC_CACHE: Setting = Setting {
    name: "DISCORD_SYNC_CACHE",
    default: "",
    accepts: "the path of a file",
    meaning: "the file that remembers the last registered commands, so that a start without changes does not ask Discord for them",
};

pub(super) const SYNC_DISABLED: Setting = Setting {
    name: "DISCORD_SYNC_DISABLED",
    default: "keep",
    accepts: "`keep` or `remove`",
    meaning: "whether globally disabled commands stay in Discord's list or are removed from it",
};

pub(super) const SYNC_DELETIONS: Setting = Setting {
    name: "DISCORD_SYNC_DELETIONS",
    default: "careful",
    accepts: "`careful` or `allow`",
    meaning: "whether a sync may delete more than half of the registered commands, and more than three",
};

pub(super) const LOG: Setting = Setting {
    name: "DISCORD_LOG",
    default: "",
    accepts: "a level (`error`, `warn`, `info`, `debug`, `trace`) or filters such as `info,my_bot=debug`",
    meaning: "the log level of standard error; the default is `info`, in the sandbox's chat `error`",
};

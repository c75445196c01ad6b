//! Answers Request Guild Members (opcode 8).

use serde_json::{Value, json};
use serenity::model::{
    gateway::GatewayIntents,
    id::{GuildId, UserId},
};

use crate::{discord::world::World, json::put};

/// The largest number of members in one chunk.
const CHUNK: usize = 1000;

/// The largest number of members that are found by name or by id.
const FOUND: usize = 100;

/// The largest length of a nonce, in bytes. A longer one is ignored.
const NONCE: usize = 32;

/// One request.
struct Request {
    guild: GuildId,
    wanted: Wanted,
    presences: bool,
    nonce: Option<String>,
}

enum Wanted {
    All,
    Users(Vec<u64>),
    Named { prefix: String, limit: usize },
}

/// Sends the requested members to a session, in chunks.
///
/// # Errors
///
/// The code with which Discord closes a connection after a malformed request.
pub(super) fn send(world: &mut World, session: &str, data: &Value) -> Result<(), u16> {
    let request = Request::parse(data).ok_or(4002_u16)?;
    let guild = request.guild;
    let intents =
        world.sessions.all.get(session).filter(|found| found.serves(Some(guild))).map(|found| found.intents);
    let is_reachable = world.guilds.get(&guild).is_some_and(|guild| guild.bot_inside && guild.available);
    let Some(intents) = intents.filter(|_| is_reachable) else { return Ok(()) };
    if matches!(request.wanted, Wanted::All) {
        if !intents.contains(GatewayIntents::GUILD_MEMBERS) {
            world.remark("ignored a request for all members, which needs the intent GUILD_MEMBERS");
            return Ok(());
        }
        let now = world.settings.clock.instant();
        if let Some(left) = world.sessions.request_all(guild, now) {
            let event = request.rate_limited(left.as_secs_f64());
            world.sessions.dispatch(session, "RATE_LIMITED", &event);
            return Ok(());
        }
    }
    for chunk in request.chunks(world, intents) {
        world.sessions.dispatch(session, "GUILD_MEMBERS_CHUNK", &chunk);
    }
    Ok(())
}

impl Request {
    fn parse(data: &Value) -> Option<Self> {
        let guild = data.get("guild_id").and_then(id).filter(|id| *id != 0)?;
        let users = data.get("user_ids").filter(|ids| !ids.is_null());
        let limit = data.get("limit").and_then(Value::as_u64).unwrap_or(0);
        let wanted = match users {
            Some(Value::Array(ids)) => Wanted::Users(ids.iter().filter_map(id).take(FOUND).collect()),
            Some(single) => Wanted::Users(id(single).into_iter().collect()),
            None => match data.get("query").and_then(Value::as_str)? {
                "" if limit == 0 => Wanted::All,
                prefix => {
                    let limit = usize::try_from(limit).ok().filter(|limit| *limit != 0).unwrap_or(FOUND);
                    Wanted::Named { prefix: prefix.to_lowercase(), limit: limit.min(FOUND) }
                }
            },
        };
        let nonce = data.get("nonce").and_then(Value::as_str).filter(|nonce| nonce.len() <= NONCE);
        Some(Self {
            guild: GuildId::new(guild),
            wanted,
            presences: data.get("presences").and_then(Value::as_bool).unwrap_or(false),
            nonce: nonce.map(str::to_owned),
        })
    }

    /// Returns the data of `RATE_LIMITED`; `retry_after` is in seconds.
    fn rate_limited(&self, retry_after: f64) -> Value {
        let mut meta = json!({"guild_id": self.guild});
        if let Some(nonce) = &self.nonce {
            put(&mut meta, "nonce", json!(nonce));
        }
        json!({"opcode": 8, "retry_after": retry_after, "meta": meta})
    }

    /// Returns the data of every `GUILD_MEMBERS_CHUNK`, at least one.
    fn chunks(&self, world: &World, intents: GatewayIntents) -> Vec<Value> {
        let users = self.found(world);
        let has_presences = self.presences && intents.contains(GatewayIntents::GUILD_PRESENCES);
        let count = users.len().div_ceil(CHUNK).max(1);
        let mut left = users.as_slice();
        let mut chunks = Vec::with_capacity(count);
        for index in 0..count {
            let (users, rest) = left.split_at(left.len().min(CHUNK));
            left = rest;
            let members: Vec<Value> =
                users.iter().filter_map(|user| world.member_json(self.guild, *user)).collect();
            let mut chunk = json!({
                "guild_id": self.guild,
                "members": members,
                "chunk_index": index,
                "chunk_count": count,
                "not_found": self.not_found(world),
            });
            if has_presences {
                let presences: Vec<&Value> =
                    users.iter().filter_map(|user| world.presences.get(&(self.guild, *user))).collect();
                put(&mut chunk, "presences", json!(presences));
            }
            if let Some(nonce) = &self.nonce {
                put(&mut chunk, "nonce", json!(nonce));
            }
            chunks.push(chunk);
        }
        chunks
    }

    fn found(&self, world: &World) -> Vec<UserId> {
        let Some(guild) = world.guilds.get(&self.guild) else { return Vec::new() };
        let users = guild.members.keys().copied();
        match &self.wanted {
            Wanted::All => users.collect(),
            Wanted::Users(ids) => users.filter(|user| ids.contains(&user.get())).collect(),
            Wanted::Named { prefix, limit } => {
                let is_named = |user: &UserId| {
                    let nick = guild.members.get(user).and_then(|member| member.nick.clone());
                    let starts = |name: &str| name.to_lowercase().starts_with(prefix.as_str());
                    starts(&world.name_of(*user)) || nick.is_some_and(|nick| starts(&nick))
                };
                users.filter(is_named).take(*limit).collect()
            }
        }
    }

    /// Returns the requested ids that belong to no member.
    fn not_found(&self, world: &World) -> Vec<String> {
        let Wanted::Users(ids) = &self.wanted else { return Vec::new() };
        let members = world.guilds.get(&self.guild).map(|guild| &guild.members);
        let is_member = |id: u64| members.is_some_and(|members| members.keys().any(|user| user.get() == id));
        ids.iter().filter(|id| !is_member(**id)).map(u64::to_string).collect()
    }
}

fn id(value: &Value) -> Option<u64> {
    value.as_str().and_then(|id| id.parse().ok()).or_else(|| value.as_u64())
}

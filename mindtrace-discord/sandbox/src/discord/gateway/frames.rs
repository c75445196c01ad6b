//! The frames that a client may send on the gateway.

use serde_json::{Value, json};
use serenity::model::{
    gateway::GatewayIntents,
    id::{ChannelId, GuildId, UserId},
};

use crate::{
    discord::{
        gateway::{CloseCode, Connection},
        session::Session,
        world::{Kind, World},
    },
    fault::Fault,
};

/// Every intent Discord documents; other bits are closed with 4013.
const KNOWN_INTENTS: u64 = 53_608_447;

impl Connection {
    /// Handles one frame of the client.
    pub(super) fn handle(&mut self, text: &str) -> Result<(), CloseCode> {
        let frame: Value = serde_json::from_str(text).map_err(|_| 4002_u16)?;
        let op = frame.get("op").and_then(Value::as_u64).ok_or(4002_u16)?;
        let data = frame.get("d").unwrap_or(&Value::Null);
        match op {
            1 => self.heartbeat(data),
            2 => self.identify(data)?,
            6 => self.resume(data)?,
            3 | 4 | 8 | 31 | 43 if self.session.is_none() => return Err(4003),
            4 => self.discord.change(|world| move_bot(world, data)),
            8 => self.request_members(data),
            31 => self.request_sounds(data),
            3 => self.discord.change(|world| world.bot_presence = Some(data.clone())),
            // A request for the status of channels is not answered; changes are sent as they happen.
            43 => {}
            _ => return Err(4001),
        }
        if let (3 | 4 | 8 | 31 | 43, Some(id)) = (op, &self.session) {
            self.discord.change(|world| {
                if let Some(session) = world.sessions.all.get_mut(id) {
                    session.commands_received += 1;
                }
            });
        }
        Ok(())
    }

    fn heartbeat(&self, seq: &Value) {
        let ignored = self.discord.change(|world| {
            world.sessions.heartbeats.push(seq.as_u64());
            let is_unanswered = world.faults.take_one(|injection| injection.fault == Fault::NoAcks).is_some();
            is_unanswered || world.sessions.ignores_heartbeats
        });
        if ignored {
            return;
        }
        self.send(&json!({"op": 11, "d": null, "s": null, "t": null}));
    }

    fn identify(&mut self, data: &Value) -> Result<(), CloseCode> {
        if self.session.is_some() {
            return Err(4005);
        }
        let outbox = self.outbox.clone();
        let id = self.discord.change(|world| {
            check_token(world, data)?;
            let bits = data.get("intents").and_then(Value::as_u64).ok_or(4013_u16)?;
            if bits & !KNOWN_INTENTS != 0 {
                return Err(4013);
            }
            let intents = GatewayIntents::from_bits_retain(bits);
            if intents.intersects(world.settings.unapproved) {
                return Err(4014);
            }
            let shard = shard_of(data)?;
            let compress = data.get("compress").and_then(Value::as_bool).unwrap_or(false);
            let id = format!("session{:x}", world.snowflake());
            if let Some(presence) = data.get("presence") {
                world.bot_presence = Some(presence.clone());
            }
            world.sessions.identifies += 1;
            world.sessions.all.insert(id.clone(), Session::new(intents, shard, compress, outbox));
            send_ready(world, &id);
            suffer_again(world);
            Ok::<String, CloseCode>(id)
        })?;
        self.session = Some(id);
        Ok(())
    }

    fn resume(&mut self, data: &Value) -> Result<(), CloseCode> {
        if self.session.is_some() {
            return Err(4005);
        }
        let id = data.get("session_id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let seq = data.get("seq").and_then(Value::as_u64).unwrap_or(0);
        let outbox = self.outbox.clone();
        let resumed = self.discord.change(|world| {
            check_token(world, data)?;
            let Some(session) = world.sessions.all.get_mut(&id) else { return Ok(false) };
            if seq > session.last_seq {
                return Err(4007);
            }
            if !session.can_replay(seq) {
                world.sessions.all.remove(&id);
                return Ok(false);
            }
            session.resume(seq, outbox);
            world.sessions.resumes += 1;
            world.sessions.dispatch(&id, "RESUMED", &json!({}));
            if let Some(code) = world.sessions.closes_after_resume {
                world.sessions.close_all(code);
            }
            suffer_again(world);
            Ok::<bool, CloseCode>(true)
        })?;
        if resumed {
            self.session = Some(id);
        } else {
            self.send(&json!({"op": 9, "d": false, "s": null, "t": null}));
        }
        Ok(())
    }

    /// Answers with the soundboards of the requested guilds.
    fn request_sounds(&self, data: &Value) {
        let Some(id) = self.session.clone() else { return };
        let guilds: Vec<GuildId> = data
            .get("guild_ids")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|id| id.as_str()?.parse::<u64>().ok().filter(|id| *id != 0).map(GuildId::new))
            .collect();
        self.discord.change(|world| {
            for guild in guilds {
                let Some(record) = world.guilds.get(&guild) else { continue };
                let sounds = record.belongings.all(Kind::Sound);
                let event = json!({"guild_id": guild, "soundboard_sounds": sounds});
                world.sessions.dispatch(&id, "SOUNDBOARD_SOUNDS", &event);
            }
        });
    }

    /// Answers with a single chunk of at most a thousand members, as many as Discord puts into one.
    fn request_members(&self, data: &Value) {
        let Some(id) = self.session.clone() else { return };
        self.discord.change(|world| {
            if let Some(chunk) = members_chunk(world, data) {
                world.sessions.dispatch(&id, "GUILD_MEMBERS_CHUNK", &chunk);
            }
        });
    }
}

/// Lets a session that just began or was resumed suffer a fault that is to happen several times.
fn suffer_again(world: &mut World) {
    let waits = |fault: &Fault| matches!(fault, Fault::NoAcks | Fault::NoHello | Fault::RefuseConnection);
    let fault = world.faults.take_one(|injection| !injection.fault.is_rest() && !waits(&injection.fault));
    if let Some(fault) = fault
        && let Err(error) = world.sessions.suffer(&fault)
    {
        world.remark(format!("could not inject a fault: {}", error.reason()));
    }
}

fn check_token(world: &World, data: &Value) -> Result<(), CloseCode> {
    let token = data.get("token").and_then(Value::as_str).unwrap_or_default();
    if token.strip_prefix("Bot ").unwrap_or(token) == world.token { Ok(()) } else { Err(4004) }
}

fn shard_of(data: &Value) -> Result<(u64, u64), CloseCode> {
    let Some(shard) = data.get("shard").filter(|shard| !shard.is_null()) else { return Ok((0, 1)) };
    let number = |index| shard.get(index).and_then(Value::as_u64).ok_or(4010_u16);
    let (id, count) = (number(0)?, number(1)?);
    if id < count { Ok((id, count)) } else { Err(4010) }
}

/// Sends READY with every guild unavailable, then `GUILD_CREATE` for each.
fn send_ready(world: &mut World, id: &str) {
    let Some(session) = world.sessions.all.get(id) else { return };
    let (intents, shard) = (session.intents, session.shard);
    let guilds: Vec<(GuildId, bool)> = world
        .guilds
        .values()
        .filter(|guild| guild.bot_inside && session.serves(Some(guild.id)))
        .map(|guild| (guild.id, guild.available))
        .collect();
    let listed: Vec<Value> =
        guilds.iter().map(|(guild, _)| json!({"id": guild, "unavailable": true})).collect();
    let ready = json!({
        "v": 10,
        "user": world.own_json(),
        "guilds": listed,
        "session_id": id,
        "session_type": "normal",
        "resume_gateway_url": world.gateway_url,
        "shard": [shard.0, shard.1],
        "application": {"id": world.application(), "flags": world.application_flags()},
    });
    world.sessions.dispatch(id, "READY", &ready);
    if !intents.contains(GatewayIntents::GUILDS) {
        return;
    }
    let all_members = intents.contains(GatewayIntents::GUILD_PRESENCES);
    for (guild, _) in guilds.into_iter().filter(|(_, available)| *available) {
        if let Some(guild) = world.guild_create_json(guild, all_members) {
            world.sessions.dispatch(id, "GUILD_CREATE", &guild);
        }
    }
}

fn move_bot(world: &mut World, data: &Value) {
    let id = |key| {
        data.get(key).and_then(Value::as_str).and_then(|id| id.parse::<u64>().ok()).filter(|id| *id != 0)
    };
    if let Some(guild) = id("guild_id") {
        world.set_voice(GuildId::new(guild), world.bot, id("channel_id").map(ChannelId::new));
    }
}

fn members_chunk(world: &World, data: &Value) -> Option<Value> {
    let id = |value: &Value| value.as_str().and_then(|id| id.parse::<u64>().ok()).or_else(|| value.as_u64());
    let guild = world.guilds.get(&GuildId::new(data.get("guild_id").and_then(id).filter(|id| *id != 0)?))?;
    let wanted: Option<Vec<u64>> = data.get("user_ids").filter(|ids| !ids.is_null()).map(|ids| match ids {
        Value::Array(ids) => ids.iter().filter_map(id).collect(),
        single => id(single).into_iter().collect(),
    });
    let query = data.get("query").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let limit = data.get("limit").and_then(Value::as_u64).filter(|limit| *limit > 0).unwrap_or(1000);
    let chosen = |user: &UserId| match &wanted {
        Some(ids) => ids.contains(&user.get()),
        None => world.name_of(*user).to_lowercase().starts_with(&query),
    };
    let members: Vec<Value> = guild
        .members
        .keys()
        .filter(|user| chosen(user))
        .take(usize::try_from(limit).unwrap_or(1000))
        .filter_map(|user| world.member_json(guild.id, *user))
        .collect();
    Some(json!({
        "guild_id": guild.id,
        "members": members,
        "chunk_index": 0,
        "chunk_count": 1,
        "not_found": [],
        "nonce": data.get("nonce"),
    }))
}

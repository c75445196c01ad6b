//! The frames that a client may send on the gateway.

use serde_json::{Value, json};
use serenity::model::{gateway::GatewayIntents, id::GuildId};
use tokio::time::Duration;

use crate::{
    discord::{
        gateway::{CloseCode, Connection, members, voice},
        session::{Budget, Exceeded, Outgoing, Session},
        world::{Kind, World},
    },
    fault::Fault,
};

/// Every intent Discord documents; other bits are closed with 4013.
const KNOWN_INTENTS: u64 = 53_608_447;

/// The most shards of a bot, as for `DISCORD_SHARDS`; its guilds would be 250 million.
const MOST_SHARDS: u64 = 100_000;

/// How long a heartbeat travels to Discord and back. discord.py notes the time of a heartbeat after it was sent, so that an
/// acknowledgement at once would belong to the previous one, and its latency would be the interval.
const ACKNOWLEDGED_AFTER: Duration = Duration::from_millis(20);

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
            3 if !is_presence(data) => return Err(4002),
            3 => self.discord.change(|world| world.bot_presence = Some(data.clone())),
            4 => {
                self.in_session(|world, session| voice::update(world, session, data));
            }
            8 => self.in_session(|world, session| members::send(world, session, data)).unwrap_or(Ok(()))?,
            31 => {
                self.in_session(|world, session| send_sounds(world, session, data));
            }
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
        let interval = self.discord.look(|world| world.settings.heartbeat_interval);
        let outbox = self.outbox.clone();
        tokio::spawn(async move {
            tokio::time::sleep(ACKNOWLEDGED_AFTER.min(interval / 4)).await;
            // The connection may have ended in the meantime.
            let _ = outbox.send(Outgoing::Frame(r#"{"op":11,"d":null,"s":null,"t":null}"#.to_owned()));
        });
    }

    fn identify(&mut self, data: &Value) -> Result<(), CloseCode> {
        if self.has_session() {
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
            let compress = data.get("compress").and_then(Value::as_bool).unwrap_or(false);
            let large_threshold = data.get("large_threshold").and_then(Value::as_u64).unwrap_or(50);
            let large_threshold = usize::try_from(large_threshold.clamp(50, 250)).unwrap_or(50);
            let shard = sent_shard(data)?;
            let session = Session::new(intents, shard.unwrap_or((0, 1)), compress, large_threshold, outbox);
            let session = session.replaying(world.sessions.settings.replayed);
            if !admit(world, &session)? {
                return Ok(None);
            }
            let id = format!("session{:x}", world.snowflake());
            if let Some(presence) = data.get("presence").filter(|presence| !presence.is_null()) {
                world.bot_presence = Some(presence.clone());
            }
            world.sessions.identifies += 1;
            world.sessions.all.insert(id.clone(), session);
            note_overlaps(world);
            send_ready(world, &id, shard.is_some());
            suffer_again(world);
            Ok::<Option<String>, CloseCode>(Some(id))
        })?;
        if id.is_none() {
            self.send(&json!({"op": 9, "d": false, "s": null, "t": null}));
        }
        self.session = id;
        Ok(())
    }

    fn resume(&mut self, data: &Value) -> Result<(), CloseCode> {
        if self.has_session() {
            return Err(4005);
        }
        let id = data.get("session_id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let seq = sent_seq(data)?;
        let outbox = self.outbox.clone();
        let resumed = self.discord.change(|world| {
            check_token(world, data)?;
            let Some(session) = world.sessions.all.get_mut(&id) else { return Ok(false) };
            let Some(seq) = seq.filter(|seq| *seq <= session.last_seq) else { return Err(4007) };
            if !session.can_replay(seq) {
                world.sessions.all.remove(&id);
                return Ok(false);
            }
            session.resume(seq, outbox);
            note_overlaps(world);
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

    /// Returns whether the session of this connection is still valid.
    fn has_session(&self) -> bool {
        let id = self.session.as_ref();
        id.is_some_and(|id| self.discord.look(|world| world.sessions.all.contains_key(id)))
    }

    /// Runs a command of the client for its session.
    fn in_session<T>(&self, run: impl FnOnce(&mut World, &str) -> T) -> Option<T> {
        let id = self.session.as_ref()?;
        Some(self.discord.change(|world| run(world, id)))
    }
}

/// Sends the soundboards of the requested guilds to a session.
fn send_sounds(world: &mut World, session: &str, data: &Value) {
    let ids = data.get("guild_ids").and_then(Value::as_array).into_iter().flatten();
    let guilds: Vec<GuildId> = ids
        .filter_map(|id| id.as_str()?.parse::<u64>().ok().filter(|id| *id != 0).map(GuildId::new))
        .collect();
    for guild in guilds {
        let is_served = world.sessions.all.get(session).is_some_and(|session| session.serves(Some(guild)));
        let record =
            world.guilds.get(&guild).filter(|guild| is_served && guild.bot_inside && guild.available);
        let Some(record) = record else { continue };
        let sounds = record.belongings.all(Kind::Sound);
        let event = json!({"guild_id": guild, "soundboard_sounds": sounds});
        world.sessions.dispatch(session, "SOUNDBOARD_SOUNDS", &event);
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

/// Returns the shard of an IDENTIFY and the number of shards, if it has one.
fn sent_shard(data: &Value) -> Result<Option<(u64, u64)>, CloseCode> {
    let Some(shard) = data.get("shard").filter(|shard| !shard.is_null()) else { return Ok(None) };
    let number = |index| shard.get(index).and_then(Value::as_u64).ok_or(4010_u16);
    let (id, total) = (number(0)?, number(1)?);
    let is_pair = shard.as_array().is_some_and(|pair| pair.len() == 2);
    if is_pair && id < total && total <= MOST_SHARDS { Ok(Some((id, total))) } else { Err(4010) }
}

/// Returns the sequence number of a RESUME; `None` for a negative one, which no dispatch has.
fn sent_seq(data: &Value) -> Result<Option<u64>, CloseCode> {
    match data.get("seq") {
        Some(Value::Number(seq)) if seq.is_u64() || seq.is_i64() => Ok(seq.as_u64()),
        _ => Err(4002),
    }
}

/// Returns whether a session may begin: `false` if another one just began in its bucket.
fn admit(world: &mut World, session: &Session) -> Result<bool, CloseCode> {
    let served = world.guilds.values().filter(|guild| guild.bot_inside && session.serves(Some(guild.id)));
    if served.count() > world.sessions.settings.guilds_per_shard {
        return Err(4011);
    }
    // Overlaps that are over end before another one begins.
    note_overlaps(world);
    let is_taken = world.sessions.connected_shards().any(|shard| shard == session.shard);
    if is_taken && world.sessions.settings.refuses_duplicates {
        world.sessions.refused_duplicates += 1;
        world.remark(format!("refused a second session of shard {}", session.shard.0));
        return Err(4005);
    }
    let (settings, now) = (world.sessions.settings, world.settings.clock.instant());
    match world.sessions.budget.take(&settings, session.shard.0, now) {
        Ok(()) => {
            world.sessions.forget_lost(now);
            Ok(true)
        }
        Err(Exceeded::Bucket) => {
            world.remark("refused an IDENTIFY within five seconds of another one in its bucket");
            Ok(false)
        }
        Err(Exceeded::Day) => {
            world.remark("reset the token, because too many sessions were started in a day");
            world.token = format!("sandbox.bot.token{:x}", world.snowflake());
            world.sessions.budget = Budget::default();
            world.sessions.close_all(4004);
            Err(4004)
        }
    }
}

fn note_overlaps(world: &mut World) {
    let now = world.now();
    world.sessions.note_overlaps(now);
}

/// Returns whether the data of Update Presence has its fields.
fn is_presence(data: &Value) -> bool {
    let status = data.get("status").and_then(Value::as_str).unwrap_or_default();
    let is_status = ["online", "dnd", "idle", "invisible", "offline"].contains(&status);
    is_status && data.get("activities").is_none_or(|activities| activities.is_array() || activities.is_null())
}

/// Sends READY with every guild unavailable, then `GUILD_CREATE` for each.
fn send_ready(world: &mut World, id: &str, names_shard: bool) {
    let Some(session) = world.sessions.all.get(id) else { return };
    let (intents, shard) = (session.intents, session.shard);
    let listing = session.listing();
    let guilds: Vec<(GuildId, bool)> = world
        .guilds
        .values()
        .filter(|guild| guild.bot_inside && session.serves(Some(guild.id)))
        .map(|guild| (guild.id, guild.available))
        .collect();
    let listed: Vec<Value> =
        guilds.iter().map(|(guild, _)| json!({"id": guild, "unavailable": true})).collect();
    let mut ready = json!({
        "v": 10,
        "user": world.own_json(),
        "guilds": listed,
        "session_id": id,
        "session_type": "normal",
        "resume_gateway_url": world.gateway_url,
        "shard": [shard.0, shard.1],
        "application": {"id": world.application(), "flags": world.application_flags()},
    });
    if let Some(ready) = ready.as_object_mut().filter(|_| !names_shard) {
        ready.remove("shard");
    }
    world.sessions.dispatch(id, "READY", &ready);
    if !intents.contains(GatewayIntents::GUILDS) {
        return;
    }
    for (guild, _) in guilds.into_iter().filter(|(_, available)| *available) {
        if let Some(guild) = world.guild_create_json(guild, listing) {
            world.sessions.dispatch(id, "GUILD_CREATE", &guild);
        }
    }
}

//! Requests over the gateway that wait for their answer: members, and the voice connection of a guild.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Member as Caller, Sandbox};
use mindtrace_discord::{MembersError, Registry, VoiceConnection, VoiceError};
use serde_json::json;

use crate::handler_log::Log;

/// Finds members, by name, by id or all, and names them.
#[command(guild_only, intents(GUILD_MEMBERS, GUILD_PRESENCES))]
async fn find(
    ctx: &Context,
    guild: &GuildId,
    name: Option<String>,
    #[arg(rename = "ids")] users: Vec<UserId>,
) -> Result<String> {
    let query = match name {
        Some(name) if name != "all" => MemberQuery::named(name).limit(5),
        Some(_) => MemberQuery::all().presences(),
        None => MemberQuery::users(users),
    };
    let found = match ctx.members(*guild, query).await {
        Ok(found) => found,
        Err(MembersError::RateLimited { retry_after }) => return Ok(format!("wait {retry_after:?}")),
        Err(error) => return Err(error.into()),
    };
    let mut names: Vec<&str> = found.members.iter().map(|member| member.user.name.as_str()).collect();
    names.sort_unstable();
    let (present, missing) = (found.presences.len(), found.not_found);
    Ok(format!("{names:?}, {} present, missing {missing:?}", if present > 0 { "some" } else { "none" }))
}

#[command(guild_only)]
async fn everyone(ctx: &Context, guild: &GuildId) -> String {
    match ctx.members(*guild, MemberQuery::all()).await {
        Err(error @ MembersError::MissingIntents(_)) => error.to_string(),
        other => format!("{other:?}"),
    }
}

async fn members() -> Result<(Sandbox, Caller)> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<find>())).await?;
    let alice = sandbox.member("alice").await?;
    Ok((sandbox, alice))
}

#[tokio::test]
async fn members_are_found_by_name_by_id_and_all() -> Result<()> {
    let (sandbox, alice) = members().await?;
    let albert = sandbox.member("albert").await?;
    let found = alice.says("!find al").await?.content;
    assert_eq!(found, "[\"albert\", \"alice\"], none present, missing []");
    let found = alice.says(&format!("!find ids:{} ids:12345", albert.id())).await?.content;
    assert_eq!(found, format!("[\"albert\"], none present, missing [{:?}]", UserId::new(12345)));
    let all = alice.says("!find all").await?.content;
    assert!(all.starts_with("[\"albert\", \"alice\", \"owner\", \"sandbot\"]"), "{all}");
    Ok(())
}

#[on_event(MembersChunk)]
async fn arrived(log: &Log, event: &MembersChunk) {
    let chunk = &event.chunk;
    log.write(format!("{:?} {}", chunk.nonce, chunk.presences.as_ref().map_or(0, Vec::len)));
}

#[tokio::test]
async fn a_presence_that_cannot_be_read_does_not_take_the_members_with_it() -> Result<()> {
    let log = Log::default();
    let bot = Bot::builder().registry(Registry::empty().on_event::<arrived>()).state(log.clone());
    let sandbox = Sandbox::start(bot).await?;
    let chunk = json!({
        "guild_id": sandbox.guild(), "members": [], "chunk_index": 0, "chunk_count": 1, "nonce": "n",
        "presences": [{ "user": { "id": "1" }, "status": 7 }, { "user": { "id": "2" }, "status": "idle" }],
    });
    sandbox.dispatches("GUILD_MEMBERS_CHUNK", &chunk);
    sandbox.settle().await?;
    assert_eq!(log.take(), ["Some(\"n\") 1"]);
    Ok(())
}

#[tokio::test]
async fn a_refused_request_says_when_it_can_be_repeated() -> Result<()> {
    let (sandbox, alice) = members().await?;
    assert!(alice.says("!find all").await?.content.starts_with("[\"alice\""));
    let refused = alice.says("!find all").await?.content;
    assert!(refused.starts_with("wait "), "{refused}: {}", sandbox.transcript());
    sandbox.advance(Duration::from_secs(30)).await?;
    assert!(alice.says("!find all").await?.content.starts_with("[\"alice\""));
    Ok(())
}

#[tokio::test]
async fn a_request_without_its_intents_is_not_sent() -> Result<()> {
    let bot = Bot::builder().registry(Registry::empty().command::<everyone>());
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    let answer = alice.says("!everyone").await?.content;
    assert!(answer.contains("GUILD_MEMBERS"), "{answer}");
    Ok(())
}

/// A voice library without audio: it records the connections that it would make.
#[derive(Clone, Default)]
struct Library {
    lines: Arc<Mutex<Vec<String>>>,
    current: Arc<Mutex<Option<VoiceConnection>>>,
}

impl Library {
    fn connect(&self, connection: &VoiceConnection) {
        let VoiceConnection { guild_id, channel_id, user_id, session_id, endpoint, .. } = connection;
        let is_complete = !session_id.is_empty() && !endpoint.is_empty() && !connection.token().is_empty();
        *self.current.lock().unwrap() = Some(connection.clone());
        self.lines.lock().unwrap().push(format!("{user_id} to {channel_id} in {guild_id}: {is_complete}"));
    }

    fn moves(&self, update: &VoiceServerUpdate) {
        let mut current = self.current.lock().unwrap();
        let Some(moved) = current.as_ref().and_then(|current| current.moved(update)) else { return };
        self.lines.lock().unwrap().push(format!("moves to {}", moved.endpoint));
        *current = Some(moved);
    }
}

#[command(guild_only, intents(GUILD_VOICE_STATES))]
async fn join(ctx: &Context, guild: &GuildId, library: &Library, channel: ChannelId) -> Result<String> {
    match ctx.join_voice(*guild, channel).await {
        Ok(connection) => library.connect(&connection),
        Err(error @ VoiceError::Timeout) => return Ok(error.to_string()),
        Err(error) => return Err(error.into()),
    }
    Ok("joined".to_owned())
}

#[command(guild_only)]
async fn leave(ctx: &Context, guild: &GuildId) -> Result<&'static str> {
    ctx.leave_voice(*guild)?;
    Ok("left")
}

#[on_event(VoiceServerUpdate)]
async fn moved(library: &Library, event: &VoiceServerUpdate) {
    library.moves(event);
}

#[tokio::test]
async fn a_voice_library_gets_what_it_needs_to_connect() -> Result<()> {
    let library = Library::default();
    let registry = Registry::empty().command::<join>().command::<leave>().on_event::<moved>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry).state(library.clone())).await?;
    let alice = sandbox.member("alice").await?;
    let (guild, channel, me) = (sandbox.guild(), sandbox.channel("voice")?.id(), sandbox.bot());
    let call = format!("!join {channel}");
    assert_eq!(alice.says(&call).await?.content, "joined", "{}", sandbox.transcript());
    let taken = || std::mem::take(&mut *library.lines.lock().unwrap());
    assert_eq!(taken(), [format!("{me} to {channel} in {guild}: true")]);
    sandbox.new_voice_server("voice.example.org").await?;
    sandbox.settle().await?;
    assert_eq!(taken(), ["moves to voice.example.org"]);
    // Discord names no server for the channel in which the bot is already.
    alice.posts(&call).await?;
    sandbox.settle().await?;
    sandbox.advance(Duration::from_secs(15)).await?;
    let refused = alice.sees().await?.content;
    assert_eq!(refused, "Discord let the bot join no voice channel within 15s");
    assert_eq!(alice.says("!leave").await?.content, "left");
    library.current.lock().unwrap().take();
    assert_eq!(alice.says(&call).await?.content, "joined");
    Ok(())
}

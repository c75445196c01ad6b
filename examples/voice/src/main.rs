//! A bot that plays a file in a voice channel: `MUSIC=song.mp3 DISCORD_BOT_TOKEN=… cargo run`, then `!play #channel` or `/play`.
//!
//! The framework joins the channel and receives what Discord says about it; songbird's driver connects, encodes and sends the audio.

use std::collections::HashMap;
use std::num::NonZeroU64;
use std::path::PathBuf;

use mindtrace_discord::VoiceConnection;
use mindtrace_discord::prelude::*;
use songbird::input::File as Music;
use songbird::{Config, ConnectionInfo, Driver};
use tokio::sync::Mutex;
// Enables the decoder for MP3 in songbird.
use symphonia as _;

/// The players of the guilds in which the bot is in a voice channel.
#[derive(Default)]
struct Players(Mutex<HashMap<GuildId, Player>>);

struct Player {
    driver: Driver,
    connection: VoiceConnection,
}

/// The file to play.
struct Song(PathBuf);

/// Play a song in a voice channel.
#[command(guild_only, intents(GUILD_VOICE_STATES))]
async fn play(
    ctx: &Context,
    guild: &GuildId,
    players: &Players,
    song: &Song,
    /// Where to play
    #[arg(channel_types(voice))]
    channel: ChannelId,
) -> Result<String> {
    stop_in(ctx, *guild, players).await?;
    let connection = ctx.join_voice(*guild, channel).await?;
    let mut driver = Driver::new(Config::default());
    driver.connect(info(&connection)?).await?;
    driver.play_only_input(Music::new(song.0.clone()).into());
    players.0.lock().await.insert(*guild, Player { driver, connection });
    Ok(format!("I play in {}.", channel.mention()))
}

/// Stop the song.
#[command(guild_only)]
async fn stop(ctx: &Context, guild: &GuildId, players: &Players) -> Result<&'static str> {
    stop_in(ctx, *guild, players).await?;
    Ok("Stopped.")
}

/// Discord moved the voice server of a guild.
#[on_event(VoiceServerUpdate)]
async fn moved(players: &Players, event: &VoiceServerUpdate) -> Result<()> {
    let mut players = players.0.lock().await;
    let Some(player) = event.guild_id.and_then(|guild| players.get_mut(&guild)) else { return Ok(()) };
    if let Some(connection) = player.connection.moved(event) {
        player.driver.connect(info(&connection)?).await?;
        player.connection = connection;
    }
    Ok(())
}

/// A moderator removed the bot from the voice channel.
#[on_event(VoiceStateUpdate)]
async fn removed(ctx: &Context, players: &Players, event: &VoiceStateUpdate) {
    let guild = event.new.guild_id.filter(|_| event.new.user_id == ctx.bot_id());
    if let (Some(guild), None) = (guild, event.new.channel_id) {
        players.0.lock().await.remove(&guild);
    }
}

async fn stop_in(ctx: &Context, guild: GuildId, players: &Players) -> Result<()> {
    if let Some(mut player) = players.0.lock().await.remove(&guild) {
        player.driver.leave();
        ctx.leave_voice(guild)?;
    }
    Ok(())
}

/// Returns the connection in songbird's types.
fn info(connection: &VoiceConnection) -> Result<ConnectionInfo> {
    let id = |id: u64| NonZeroU64::new(id).ok_or("an id is zero");
    Ok(ConnectionInfo {
        channel_id: id(connection.channel_id.get())?.into(),
        endpoint: connection.endpoint.clone(),
        guild_id: id(connection.guild_id.get())?.into(),
        session_id: connection.session_id.clone(),
        token: connection.token().to_owned(),
        user_id: id(connection.user_id.get())?.into(),
    })
}

#[tokio::main]
async fn main() -> Result<()> {
    let song = Song(std::env::var_os("MUSIC").unwrap_or_else(|| "song.mp3".into()).into());
    Ok(Bot::builder().state(Players::default()).state(song).run().await?)
}

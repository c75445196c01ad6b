//! Levels: members earn points with messages, a leaderboard ranks them, and a level can give a role.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use mindtrace_discord::prelude::*;
use mindtrace_discord::store::Key;
use serde::{Deserialize, Serialize};

/// The points for a message.
const POINTS: u64 = 20;

/// Seconds after a rewarded message in which the messages of its author earn nothing, so that many short ones do not pay.
const COOLDOWN: i64 = 60;

/// The number of members in the leaderboard.
const RANKED: usize = 100;

/// The progress of a member, in the scope of the member.
const PROGRESS: Key<Progress> = Key::new("progress");

/// The members with the most points, best first, in the scope of the guild. The values of members cannot be listed.
const RANKING: Key<Vec<(UserId, u64)>> = Key::new("ranking");

/// The roles that levels give, in the scope of the guild.
const ROLES: Key<BTreeMap<u64, RoleId>> = Key::new("level-roles");

/// The progress of a member.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
struct Progress {
    points: u64,
    /// When the last points were earned, in seconds since 1970.
    earned_at: i64,
}

/// The bot. The attributes register its commands, and `DISCORD_STORE` says where its values are.
pub fn bot() -> BotBuilder {
    Bot::builder().help()
}

/// Rewards a message with points, and a new level with its role.
#[on_event(Message, filter = |event: &Message| !event.author.bot && event.guild_id.is_some())]
async fn reward(ctx: &Context, event: &Message) -> Result<()> {
    let Some(guild) = event.guild_id else { return Ok(()) };
    let (user, now) = (event.author.id, ctx.now().unix_timestamp());
    let (guild, member) = (ctx.store().guild(guild), ctx.store().member(guild, user));
    let before = member.get(PROGRESS).await?.unwrap_or_default();
    if now < before.earned_at + COOLDOWN {
        return Ok(());
    }
    let points = before.points + POINTS;
    member.set(PROGRESS, &Progress { points, earned_at: now }).await?;
    guild.update(RANKING, |ranking| ranked(ranking.unwrap_or_default(), user, points)).await?;

    let (before, level) = (level(before.points), level(points));
    if level > before {
        let text = format!("{} reached level {level}!", event.author.display_name());
        ctx.channel().say(text).await?;
        let roles = guild.get(ROLES).await?.unwrap_or_default();
        for role in roles.range(before + 1..=level).map(|(_, role)| *role) {
            ctx.member().await?.add_role(ctx, role).await?;
        }
    }
    Ok(())
}

/// Show the level of a member.
#[command(category = "Levels", guild_only)]
async fn rank(
    ctx: &Context,
    guild: &GuildId,
    /// The member; without one it is you
    who: Option<User>,
) -> Result<String> {
    let user = who.as_ref().unwrap_or(ctx.author());
    let progress = ctx.store().member(*guild, user.id).get(PROGRESS).await?.unwrap_or_default();
    let (name, points, level) = (user.display_name(), progress.points, level(progress.points));
    let missing = points_of(level + 1) - points;
    Ok(format!("{name} is at level {level} with {points} points. The next level takes {missing} more."))
}

/// Show the members with the most points.
#[command(category = "Levels", guild_only)]
async fn leaderboard(ctx: &Context, guild: &GuildId) -> Result<()> {
    let ranking = ctx.store().guild(*guild).get(RANKING).await?.unwrap_or_default();
    if ranking.is_empty() {
        return Err(UserError::new("No member has points yet.").into());
    }
    let line = |(at, (user, points)): (usize, &(UserId, u64))| {
        format!("{}. {}: level {}, {points} points", at + 1, user.mention(), level(*points))
    };
    let lines: Vec<String> = ranking.iter().enumerate().map(line).collect();
    let pages = lines.chunks(10).map(|lines| Embed::new().title("Leaderboard").description(lines.join("\n")));
    Paginator::new(pages).send(ctx).await?;
    Ok(())
}

/// Choose the role that members get at a level.
#[command(
    name = "level-role",
    category = "Levels",
    guild_only,
    permissions(MANAGE_ROLES),
    bot_permissions(MANAGE_ROLES)
)]
async fn level_role(
    ctx: &Context,
    guild: &GuildId,
    /// The level
    #[arg(min = 1, max = 100)]
    level: u64,
    /// The role
    role: Role,
) -> Result<String> {
    // Without this check, members with Manage Roles could give themselves permissions that only the bot has.
    if !ctx.permissions().await?.contains(role.permissions) {
        return Err(UserError::new("The role has permissions that you do not have.").into());
    }
    let add = |roles: Option<BTreeMap<u64, RoleId>>| {
        let mut roles = roles.unwrap_or_default();
        roles.insert(level, role.id);
        roles
    };
    ctx.store().guild(*guild).update(ROLES, add).await?;
    Ok(format!("Members who reach level {level} get the role {}.", role.name))
}

/// Returns the ranking with the new points of a member.
fn ranked(mut ranking: Vec<(UserId, u64)>, user: UserId, points: u64) -> Vec<(UserId, u64)> {
    ranking.retain(|(ranked, _)| *ranked != user);
    ranking.push((user, points));
    ranking.sort_by_key(|(_, points)| Reverse(*points));
    ranking.truncate(RANKED);
    ranking
}

/// Returns the level of a member with these points: 1 from 100, 2 from 400, 3 from 900.
fn level(points: u64) -> u64 {
    (points / 100).isqrt()
}

/// Returns the points that a level takes.
fn points_of(level: u64) -> u64 {
    level * level * 100
}

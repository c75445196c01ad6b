//! The sample bot of the original Python service, ported: `/info`, `/roll [sides]`, `/cleanup [count]`, `/help`, an answer
//! to "hello", and a welcome for new members.

use std::collections::BTreeMap;

use mindtrace_discord::prelude::*;
use rand::Rng;

/// The bot.
pub fn bot() -> BotBuilder {
    Bot::builder()
}

/// Show information about this bot.
#[command(category = "General")]
async fn info(ctx: &Context) -> Embed {
    let registry = ctx.registry();
    Embed::new()
        .title("About this bot")
        .description("A sample bot built with mindtrace-discord.")
        .field("Commands", registry.commands().len().to_string(), true)
        .field("Servers", ctx.cache().guild_count().to_string(), true)
        .field("Prefix", format!("`{}`", ctx.prefix()), true)
        .color(0x0058_65F2)
}

/// Roll a die.
#[command(usage = "!roll [sides]", category = "Fun", cooldown = "2s")]
async fn roll(
    /// How many sides the die has
    #[arg(min = 2, max = 1000, default = 6)]
    sides: u16,
) -> String {
    let result = rand::rng().random_range(1..=sides);
    format!("You rolled a {result} (1-{sides}).")
}

/// Remove the newest messages.
#[command(
    usage = "!cleanup [count]",
    category = "Moderation",
    permissions("manage_messages"),
    bot_permissions("manage_messages"),
    guild_only,
    ephemeral
)]
async fn cleanup(
    ctx: &Context,
    /// How many messages
    #[arg(min = 1, max = 100, default = 10)]
    count: u8,
) -> Result<String> {
    let removed = ctx.channel().delete_recent(count).await?;
    Ok(format!("Removed {removed} messages."))
}

/// List the commands, or explain one.
#[command(usage = "!help [command]", category = "General")]
async fn help(
    ctx: &Context,
    /// The command to explain
    command: Option<String>,
) -> Result<Embed> {
    let registry = ctx.registry();
    if let Some(name) = command {
        let command = registry.find(&name).filter(|command| !command.is_hidden());
        let command = command.ok_or_else(|| UserError::new("Sorry, I do not know that command."))?;
        let usage = command.usage_text(&ctx.prefix());
        let text = format!("{}\n\n{}\n\nUsage: `{usage}`", command.description(), command.long_help());
        return Ok(Embed::new().title(command.name()).description(text));
    }
    let mut categories: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for command in
        registry.commands().filter(|command| !command.is_hidden() && ctx.is_enabled(command.name()))
    {
        let line = format!("`{}` {}", command.usage_text(&ctx.prefix()), command.description());
        categories.entry(command.category_name()).or_default().push(line);
    }
    let embed = Embed::new().title("Commands");
    Ok(categories
        .into_iter()
        .fold(embed, |embed, (category, lines)| embed.field(category, lines.join("\n"), false)))
}

/// Answers the message "hello".
#[on_event(Message)]
async fn greet(ctx: &Context, event: &Message) -> Result<()> {
    if event.author.bot || !event.content.eq_ignore_ascii_case("hello") {
        return Ok(());
    }
    ctx.reply(format!("Hello {}!", event.author.mention())).await?;
    Ok(())
}

/// Welcomes new members.
#[on_event(MemberJoin)]
async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
    ctx.system_channel().await?.say(format!("Welcome to the server, {}!", event.member.mention())).await?;
    Ok(())
}

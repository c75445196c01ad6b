//! The bot on poise: the original of `examples/steward`.

mod data;
mod moderation;
mod polls;
mod reminders;
mod settings;
mod tags;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use poise::FrameworkError;
use poise::serenity_prelude as serenity;

use self::data::Saved;

type Error = Box<dyn std::error::Error + Send + Sync>;
type Data = Arc<Saved>;
type Context<'a> = poise::Context<'a, Data, Error>;
type FrameworkContext<'a> = poise::FrameworkContext<'a, Data, Error>;

/// The intents of the bot.
pub(crate) const INTENTS: serenity::GatewayIntents = serenity::GatewayIntents::non_privileged()
    .union(serenity::GatewayIntents::MESSAGE_CONTENT)
    .union(serenity::GatewayIntents::GUILD_MEMBERS);

/// A mistake of the caller, who sees its text.
#[derive(Debug)]
struct UserError(String);

impl fmt::Display for UserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UserError {}

/// Returns the framework of the bot, which keeps its data in a file.
pub(crate) fn framework(file: PathBuf) -> poise::Framework<Data, Error> {
    let options = poise::FrameworkOptions {
        commands: vec![
            help(),
            moderation::warn(),
            moderation::warnings(),
            moderation::show_warnings(),
            moderation::forgive(),
            moderation::clear(),
            tags::tag(),
            polls::poll(),
            reminders::remind(),
            settings::prefix(),
            settings::welcome_in(),
        ],
        prefix_options: poise::PrefixFrameworkOptions {
            dynamic_prefix: Some(|ctx| Box::pin(settings::prefix_of(ctx))),
            ..Default::default()
        },
        event_handler: |framework, event| Box::pin(event_handler(framework, event)),
        on_error: |error| Box::pin(on_error(error)),
        ..Default::default()
    };
    let framework = poise::Framework::builder().options(options).setup(move |ctx, _, framework| {
        Box::pin(async move {
            poise::builtins::register_globally(ctx, &framework.options().commands).await?;
            let data = Arc::new(Saved::load(file)?);
            tokio::spawn(reminders::send_due(ctx.clone(), data.clone()));
            Ok(data)
        })
    });
    framework.build()
}

async fn event_handler(framework: FrameworkContext<'_>, event: &serenity::FullEvent) -> Result<(), Error> {
    match event {
        serenity::FullEvent::GuildMemberAddition { new_member } => {
            settings::welcome(framework, new_member).await
        }
        serenity::FullEvent::InteractionCreate { interaction: serenity::Interaction::Component(click) } => {
            polls::vote(framework, click).await
        }
        _ => Ok(()),
    }
}

async fn on_error(error: FrameworkError<'_, Data, Error>) {
    let (ctx, text) = match error {
        FrameworkError::Command { ctx, error, .. }
        | FrameworkError::CommandCheckFailed { ctx, error: Some(error), .. } => {
            (ctx, text_of(error, &ctx.command().qualified_name))
        }
        FrameworkError::MissingUserPermissions { ctx, missing_permissions: Some(missing), .. } => {
            (ctx, format!("You need {missing} here to use this command."))
        }
        FrameworkError::MissingBotPermissions { ctx, missing_permissions, .. } => {
            (ctx, format!("I need {missing_permissions} here to do that."))
        }
        FrameworkError::CooldownHit { ctx, remaining_cooldown, .. } => {
            let seconds = remaining_cooldown.as_secs() + 1;
            (ctx, format!("Slow down: you can use this again in {seconds} seconds."))
        }
        FrameworkError::ArgumentParse { ctx, error, input, .. } => match input {
            Some(input) => (ctx, format!("`{input}` is not valid here: {error}")),
            None => (ctx, error.to_string()),
        },
        FrameworkError::SubcommandRequired { ctx } => {
            let group = ctx.command();
            let names: Vec<&str> = group.subcommands.iter().map(|command| &*command.name).collect();
            (ctx, format!("`{}` is a group of commands: {}.", group.name, names.join(", ")))
        }
        FrameworkError::GuildOnly { ctx, .. } => (ctx, "This command works in servers only.".to_owned()),
        other => {
            if let Err(error) = poise::builtins::on_error(other).await {
                tracing::error!(%error, "an error could not be reported");
            }
            return;
        }
    };
    if let Err(error) = ctx.send(poise::CreateReply::default().content(text).ephemeral(true)).await {
        tracing::error!(%error, "an error could not be reported");
    }
}

/// Returns the text of an error for the caller.
fn text_of(error: Error, command: &str) -> String {
    match error.downcast::<UserError>() {
        Ok(error) => error.0,
        Err(error) => {
            tracing::error!(%error, command, "a command failed");
            "Something went wrong on my side.".to_owned()
        }
    }
}

/// Returns the guild of a call.
fn guild_of(ctx: Context<'_>) -> Result<serenity::GuildId, Error> {
    ctx.guild_id().ok_or_else(|| "the command is not `guild_only`".into())
}

/// List the commands
#[poise::command(prefix_command, slash_command)]
async fn help(ctx: Context<'_>) -> Result<(), Error> {
    let mut text = String::from("Commands:");
    for command in ctx.framework().options().commands.iter().filter(|command| !command.hide_in_help) {
        // A group is listed by its commands.
        let listed = match command.subcommands.as_slice() {
            [] => std::slice::from_ref(command),
            subcommands => subcommands,
        };
        for command in listed {
            let description = command.description.as_deref().unwrap_or_default();
            text.push_str(&format!("\n`{}` {description}", command.qualified_name));
        }
    }
    ctx.say(text).await?;
    Ok(())
}

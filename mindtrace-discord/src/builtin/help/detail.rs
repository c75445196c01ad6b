//! The help page of one command.

use crate::builtin::help::overview::call;
use crate::command::CommandSpec;
use crate::context::Context;
use crate::limits::cooldown_spec::CooldownScope;
use crate::outcome::error::duration;
use crate::reply::Embed;

/// Renders the help page of a command.
pub(crate) fn embed(ctx: &Context, command: &CommandSpec) -> Embed {
    let mut text = command.description.to_owned();
    if !command.help.is_empty() {
        text.push_str("\n\n");
        text.push_str(command.help);
    }
    let usage = format!("`{}`", command.usage_text(&ctx.prefix()));
    let mut embed =
        Embed::new().title(call(ctx, command.name)).description(text).field("Usage", usage, false);
    if !command.params.is_empty() {
        let lines: Vec<String> = command
            .params
            .iter()
            .map(|param| {
                let optional = if param.is_required() { "" } else { " (optional)" };
                format!("`{}`{optional} {}: {}", param.name, param.description, param.expectation())
            })
            .collect();
        embed = embed.field("Arguments", lines.join("\n"), false);
    }
    if !command.aliases.is_empty() {
        let aliases: Vec<String> = command.aliases.iter().map(|alias| format!("`{alias}`")).collect();
        embed = embed.field("Also called", aliases.join(", "), true);
    }
    if let Some(cooldown) = command.cooldown {
        let scope = match cooldown.counted_for() {
            CooldownScope::User => "",
            CooldownScope::Guild => " for the whole server",
            CooldownScope::Channel => " for the whole channel",
            CooldownScope::Member => " for each member",
            CooldownScope::Global => " for all users together",
        };
        let text = match cooldown.uses() {
            1 => format!("once in {}{scope}", duration(cooldown.period())),
            uses => format!("{uses} times in {}{scope}", duration(cooldown.period())),
        };
        embed = embed.field("How often", text, true);
    }
    if !command.permissions.is_empty() {
        embed = embed.field("You need", command.permissions.get_permission_names().join(", "), true);
    }
    embed
}

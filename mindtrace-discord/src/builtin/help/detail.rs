//! The help page of one command.

use crate::builtin::help::code::code;
use crate::builtin::help::overview::{call, description};
use crate::command::{CommandSpec, ParamSpec};
use crate::context::Context;
use crate::limits::cooldown_spec::{Cooldown, CooldownScope};
use crate::locale::{Language, permissions};
use crate::outcome::message::duration;
use crate::payload::keys::{Keys, spec_keys};
use crate::reply::Embed;

/// Renders the help page of a command.
pub(crate) fn embed(ctx: &Context, command: &CommandSpec) -> Embed {
    let language = ctx.reader_language();
    let heading = |key: &'static str| language.text(key, []);
    let mut text = description(command, language);
    if !command.help.is_empty() {
        text.push_str("\n\n");
        text.push_str(command.help);
    }
    let usage = code(&command.usage_text(&ctx.prefix()));
    let mut embed = Embed::new().title(call(ctx, command.name)).description(text);
    embed = embed.field(heading("mindtrace-help-usage"), usage, false);
    if !command.params.is_empty() {
        let keys = spec_keys(command);
        let lines: Vec<String> = command.params.iter().map(|param| line(param, &keys, language)).collect();
        embed = embed.field(heading("mindtrace-help-arguments"), lines.join("\n"), false);
    }
    if !command.aliases.is_empty() {
        let aliases: Vec<String> = command.aliases.iter().map(|alias| format!("`{alias}`")).collect();
        embed = embed.field(heading("mindtrace-help-aliases"), aliases.join(", "), true);
    }
    if let Some(cooldown) = command.cooldown {
        embed = embed.field(heading("mindtrace-help-how-often"), rate(cooldown, language), true);
    }
    if !command.permissions.is_empty() {
        let names: Vec<String> = permissions::names(command.permissions, language).collect();
        embed = embed.field(heading("mindtrace-help-permissions"), names.join(", "), true);
    }
    embed
}

fn line(param: &ParamSpec, keys: &Keys, language: Language<'_>) -> String {
    let optional = if param.is_required() {
        String::new()
    } else {
        format!(" {}", language.text("mindtrace-help-optional", []))
    };
    let own = language.own_text(&keys.param_description(param));
    let description = own.unwrap_or_else(|| param.description.to_owned());
    format!("`{}`{optional} {description}: {}", param.name, param.expectation().text(language))
}

/// Describes how often a command can be used.
fn rate(cooldown: Cooldown, language: Language<'_>) -> String {
    let period = duration(cooldown.period(), language);
    let rate = [("uses", cooldown.uses().into()), ("duration", period.into())];
    let rate = language.text("mindtrace-help-rate", rate);
    let key = match cooldown.counted_for() {
        CooldownScope::User => return rate,
        CooldownScope::Guild => "mindtrace-help-rate-guild",
        CooldownScope::Channel => "mindtrace-help-rate-channel",
        CooldownScope::Member => "mindtrace-help-rate-member",
        CooldownScope::Global => "mindtrace-help-rate-global",
    };
    language.text(key, [("rate", rate.into())])
}

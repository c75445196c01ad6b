//! Checks the names in a seed.

use std::collections::HashSet;

use super::{ChannelSeed, GuildSeed, Kind, MemberSeed, OverwriteSeed, RoleSeed, Seed};
use crate::discord::locales;

/// The most roles of a guild, beside @everyone and that of the bot.
const ROLES: usize = 248;

/// The name of the role that every member has.
pub(super) const EVERYONE: &str = "@everyone";

impl Seed {
    /// Returns the first mistake: where it is, and what to write.
    pub(super) fn check(&self) -> Result<(), String> {
        if let Some(name) = &self.bot.name {
            check_user(name).map_err(|error| format!("bot: {error}"))?;
        }
        unique("guild", self.guilds.iter().map(|guild| guild.name.as_str()))?;
        for guild in &self.guilds {
            self.check_guild(guild).map_err(|error| format!("guild `{}`: {error}", guild.name))?;
        }
        Ok(())
    }

    fn check_guild(&self, guild: &GuildSeed) -> Result<(), String> {
        if !(2..=100).contains(&guild.name.chars().count()) {
            return Err("the name of a guild has 2 to 100 characters".to_owned());
        }
        if let Some(locale) = guild.locale.as_deref().filter(|locale| !locales::is_known(locale)) {
            return Err(format!("there is no locale `{locale}`; write it as in `en-US` or `de`"));
        }
        let bot = self.bot.name.as_deref().unwrap_or("sandbot");
        for name in guild.owner.iter().chain(guild.members.iter().map(|member| &member.name)) {
            check_user(name)?;
            if name == bot {
                return Err(format!("`{name}` is the bot under test; name it under [bot] only"));
            }
        }
        for role in &guild.roles {
            check_role(role).map_err(|error| format!("role `{}`: {error}", role.name))?;
        }
        if guild.roles.len() > ROLES {
            return Err(format!("a guild has at most {ROLES} roles of its own"));
        }
        unique("role", guild.roles.iter().map(|role| role.name.as_str()).chain([EVERYONE]))?;
        unique("channel", guild.channels.iter().map(|channel| channel.name.as_str()))?;
        unique("member", guild.members.iter().map(|member| member.name.as_str()))?;
        if !guild.channels.iter().any(|channel| channel.kind == Kind::Text) {
            let help = "it needs a text channel; add `[[guild.channel]]` with `name = \"general\"`";
            return Err(help.to_owned());
        }
        for channel in &guild.channels {
            check_channel(guild, channel).map_err(|error| format!("channel `{}`: {error}", channel.name))?;
        }
        for member in &guild.members {
            check_member(guild, member).map_err(|error| format!("member `{}`: {error}", member.name))?;
        }
        Ok(())
    }
}

/// Returns the line with the name of the object that an error is about, for example of `x` in "guild `a`: role `x`: …".
pub(super) fn line_of(text: &str, error: &str) -> Option<usize> {
    let (mut found, mut header) = (None, "");
    let mut lines = text.lines().map(str::trim).enumerate();
    for part in error.split(": ") {
        let object = part.split_once(" `").and_then(|(kind, name)| Some((kind, name.strip_suffix('`')?)));
        let Some((kind, name)) = object else { break };
        let table = if kind == "guild" { "[[guild]]".to_owned() } else { format!("[[guild.{kind}]]") };
        let key = format!("name = \"{name}\"");
        let line = lines.find(|(_, line)| {
            if line.starts_with('[') {
                header = *line;
            }
            header == table && line.starts_with(&key)
        });
        let Some((index, _)) = line else { break };
        found = Some(index + 1);
    }
    found
}

fn check_role(role: &RoleSeed) -> Result<(), String> {
    if !(1..=100).contains(&role.name.chars().count()) {
        return Err("the name of a role has 1 to 100 characters".to_owned());
    }
    if role.color > 0x00ff_ffff {
        return Err("`color` is at most 0xffffff".to_owned());
    }
    Ok(())
}

fn check_channel(guild: &GuildSeed, channel: &ChannelSeed) -> Result<(), String> {
    if !(1..=100).contains(&channel.name.chars().count()) || channel.name.starts_with('#') {
        return Err("the name of a channel has 1 to 100 characters and no `#` in front".to_owned());
    }
    let longest = if channel.kind == Kind::Forum { 4096 } else { 1024 };
    if channel.topic.as_ref().is_some_and(|topic| topic.chars().count() > longest) {
        return Err(format!("`topic` has at most {longest} characters"));
    }
    if channel.slow_mode > 21_600 {
        return Err("`slow_mode` is at most 21600 seconds".to_owned());
    }
    if let Some(category) = &channel.category {
        let categories = guild.channels.iter().filter(|other| other.kind == Kind::Category);
        known("category", category, categories.map(|other| other.name.as_str()))?;
        if channel.kind == Kind::Category {
            return Err("a category cannot be in another one; remove `category`".to_owned());
        }
    }
    channel.overwrites.iter().try_for_each(|overwrite| check_overwrite(guild, overwrite))
}

fn check_overwrite(guild: &GuildSeed, overwrite: &OverwriteSeed) -> Result<(), String> {
    match (&overwrite.role, &overwrite.member) {
        (Some(role), None) => {
            known("role", role, guild.roles.iter().map(|role| role.name.as_str()).chain([EVERYONE]))
        }
        (None, Some(member)) => {
            let owner = guild.owner.as_deref().into_iter();
            let members = guild.members.iter().map(|member| member.name.as_str());
            known("member", member, members.chain(owner))
        }
        _ => Err("an overwrite has either `role` or `member`".to_owned()),
    }
}

fn check_member(guild: &GuildSeed, member: &MemberSeed) -> Result<(), String> {
    if member.nick.as_ref().is_some_and(|nick| !(1..=32).contains(&nick.chars().count())) {
        return Err("`nick` has 1 to 32 characters".to_owned());
    }
    let roles = || guild.roles.iter().map(|role| role.name.as_str());
    member.roles.iter().try_for_each(|role| known("role", role, roles()))
}

fn check_user(name: &str) -> Result<(), String> {
    if (2..=32).contains(&name.chars().count()) && !name.contains(['@', '#', '`', '\n']) {
        return Ok(());
    }
    Err(format!("`{name}` cannot be a user name: use 2 to 32 plain characters"))
}

fn known<'a>(kind: &str, name: &str, names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let names: Vec<&str> = names.collect();
    if names.contains(&name) {
        return Ok(());
    }
    if names.is_empty() {
        return Err(format!("there is no {kind} `{name}`, nor any other {kind}"));
    }
    Err(format!("there is no {kind} `{name}`; choose from: {}", names.join(", ")))
}

fn unique<'a>(kind: &str, names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(format!("there are two {kind}s called `{name}`; rename or remove one"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the error of a seed with one guild, to which these lines are added.
    fn error(lines: &str) -> String {
        let guild = "[[guild]]\nname = \"Tea house\"\n[[guild.channel]]\nname = \"general\"\n";
        format!("{guild}{lines}").parse::<Seed>().map(drop).unwrap_err().to_string()
    }

    #[test]
    fn each_mistake_is_named_with_its_remedy() {
        for (lines, words) in [
            ("topik = \"x\"", "unknown field `topik`, expected one of `name`, `type`"),
            ("type = \"news\"", "unknown variant `news`, expected one of `text`, `voice`"),
            ("slow_mode = 30000", "channel `general`: `slow_mode` is at most 21600 seconds"),
            ("category = \"Info\"", "there is no category `Info`, nor any other category"),
            ("[[guild.channel]]\nname = \"#x\"", "no `#` in front"),
            ("[[guild.channel]]\nname = \"general\"", "there are two channels called `general`"),
            (
                "[[guild.channel]]\nname = \"C\"\ntype = \"category\"\ncategory = \"C\"",
                "cannot be in another one",
            ),
            ("[[guild.channel.overwrite]]\nallow = []", "either `role` or `member`"),
            ("[[guild.channel.overwrite]]\nrole = \"x\"", "there is no role `x`; choose from: @everyone"),
            (
                "[[guild.channel.overwrite]]\nmember = \"bob\"",
                "there is no member `bob`, nor any other member",
            ),
            (
                "[[guild.channel.overwrite]]\nrole = \"@everyone\"\ndeny = [\"SPEEK\"]",
                "no permission `SPEEK`",
            ),
            ("[[guild.role]]\npermissions = []", "missing field `name`"),
            ("[[guild.role]]\nname = \"\"", "role ``: the name of a role has 1 to 100 characters"),
            ("[[guild.role]]\nname = \"x\"\ncolor = 0x1000000", "role `x`: `color` is at most 0xffffff"),
            ("[[guild.role]]\nname = \"x\"\ncolor = \"red\"", "`red` is no color; write it as in `#4650d8`"),
            ("[[guild.role]]\nname = \"x\"\ncolor = []", "write a color as in 0x4650d8"),
            ("[[guild.role]]\nname = \"@everyone\"", "there are two roles called `@everyone`"),
            ("[[guild.member]]\nname = \"x\"", "`x` cannot be a user name"),
            ("[[guild.member]]\nname = \"sandbot\"", "`sandbot` is the bot under test"),
            ("[[guild.member]]\nname = \"bob\"\nroles = [\"x\"]", "member `bob`: there is no role `x`"),
            ("[[guild.member]]\nname = \"bob\"\nnick = \"\"", "`nick` has 1 to 32 characters"),
            (
                "[[guild.member]]\nname = \"x y\"\nroles = [\"z\"]",
                "line 6: guild `Tea house`: member `x y`: there is no role `z`",
            ),
            ("[[guild]]\nname = \"Tea house\"", "there are two guilds called `Tea house`"),
            ("[[guild]]\nname = \"Other\"", "guild `Other`: it needs a text channel"),
            ("[[guild]]\nname = \"Other\"\nlocale = \"xx\"", "there is no locale `xx`"),
            ("[[guild]]\nname = \"O\"", "2 to 100 characters"),
            ("[bot]\nname = \"@x\"", "bot: `@x` cannot be a user name"),
            ("[[guild", "TOML parse error at line 5"),
        ] {
            let error = error(lines);
            assert!(error.contains(words), "{lines}\n{error}");
        }
    }
}

//! Types into an option and returns the suggestions of the bot.

use serde_json::{Value, json};

use crate::{
    discord::{interaction::Trigger, locales, world::World},
    error::SandboxError,
    slash::{Sent, SlashCall, SlashValue, convert, convert::Resolved},
    transcript::LineKind,
};

/// A value that the bot suggests for an option.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// Show the weather.
/// #[command]
/// async fn weather(#[arg(autocomplete = cities)] city: String) -> String {
///     format!("It rains in {city}.")
/// }
///
/// async fn cities(_: &Context, typed: &str) -> Vec<String> {
///     ["Lima", "London"].into_iter().filter(|city| city.starts_with(typed)).map(str::to_owned).collect()
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<weather>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// let cities = alice.slash("weather").option("city", "Lon").suggestions("city").await?;
/// assert_eq!(cities[0].name, "London");
/// let answer = alice.slash("weather").option("city", &cities[0]).send().await?;
/// assert_eq!(answer.content, "It rains in London.");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Suggestion {
    /// The name that the member reads, in the language of their client.
    pub name: String,
    /// The value that is sent if the member chooses it: a text or a number.
    pub value: Value,
}

impl SlashCall {
    /// Types into an option and waits for the suggestions of the bot.
    ///
    /// The value set for that option is the text typed so far; without one, the option is focused but empty.
    ///
    /// ```no_run
    /// # async fn example(alice: mindtrace_discord::sandbox::Member) -> Result<(), Box<dyn std::error::Error>> {
    /// let cities = alice.slash("weather").option("city", "lon").suggestions("city").await?;
    /// assert_eq!(cities[0].name, "London");
    /// alice.slash("weather").option("city", &cities[0]).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if a Discord client would not request them, because the option has no autocomplete;
    /// [`SandboxError::Timeout`] if the bot does not send valid suggestions within three seconds.
    pub async fn suggestions(self, option: &str) -> Result<Vec<Suggestion>, SandboxError> {
        let discord = self.member.discord().clone();
        let sent = discord
            .change(|world| self.type_into(world, option))
            .map_err(|reason| discord.refused(reason))?;
        let choices = sent.suggestions().await?;
        let locale = self.member.client_locale().unwrap_or_default();
        Ok(choices.as_array().into_iter().flatten().map(|choice| Suggestion::read(choice, locale)).collect())
    }

    fn type_into(&self, world: &mut World, option: &str) -> Result<Sent, String> {
        let channel = self.member.location_in(world)?;
        let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
        let found = self.find(world, channel)?;
        let definition = found.option(option);
        let has_autocomplete =
            definition.and_then(|definition| definition.get("autocomplete")) == Some(&json!(true));
        if self.checked && !has_autocomplete {
            return Err(match definition {
                Some(_) => {
                    format!("the option `{option}` of /{} has no autocomplete", self.path)
                }
                None => format!("/{} has no option `{option}`; it has: {}", self.path, found.option_names()),
            });
        }
        let kind =
            definition.and_then(|definition| definition.get("type")).and_then(Value::as_u64).unwrap_or(3);
        let typed = self.options.iter().find(|(name, _)| name == option);
        let typed = typed.map(|(_, value)| value.to_string()).unwrap_or_default();
        // Only a submitted command has resolved objects.
        let mut resolved = Resolved::new(channel, guild);
        let mut values = Vec::new();
        for (name, value) in self.options.iter().filter(|(name, _)| name != option) {
            let (kind, value) =
                convert::convert(world, found.option(name), name, value, false, &mut resolved)?;
            values.push(json!({"name": name, "type": kind, "value": value}));
        }
        values.push(json!({"name": option, "type": kind, "value": typed, "focused": true}));
        let data = found.data(values);
        let line = format!("types /{} {option}:{typed}", self.path);
        world.note(LineKind::Command, self.member.id(), Some(channel), line);
        let source = format!("the option `{option}` of /{}", self.path);
        Sent::send(world, &self.member, Trigger::Autocomplete(kind), channel, &data, source)
    }
}

impl Suggestion {
    fn read(choice: &Value, locale: &str) -> Self {
        let translated = |locale: &str| choice.get("name_localizations")?.get(locale)?.as_str();
        let name = translated(locale)
            .or_else(|| translated(locales::fallback(locale)?))
            .or_else(|| choice.get("name")?.as_str());
        Self {
            name: name.unwrap_or_default().to_owned(),
            value: choice.get("value").cloned().unwrap_or(Value::Null),
        }
    }
}

impl From<&Suggestion> for SlashValue {
    fn from(suggestion: &Suggestion) -> Self {
        match &suggestion.value {
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(text.clone()),
            other => Self::Text(other.to_string()),
        }
    }
}

//! Select menus.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use serenity::model::id::{ChannelId, RoleId, UserId};

use super::problem::is_within;
use super::{ComponentId, Problem, SelectOption, Signer, Target};
use crate::channels::Channels;

/// Discord's types of select menus.
const STRINGS: u8 = 3;
const USERS: u8 = 5;
const ROLES: u8 = 6;
const MENTIONABLES: u8 = 7;
const CHANNELS: u8 = 8;

/// A select menu, which calls the handler whose id it carries with the selected values.
///
/// The handler receives the values in the one parameter that its custom id does not carry: a `Vec`, an `Option` or one value.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// /// Choose the team.
/// #[command]
/// async fn team(ctx: &Context) -> Reply {
///     let menu = Select::users(members::id()).max_values(5).default_values([ctx.author().id]);
///     Reply::new("Who is in the team?").select(menu.placeholder("The team"))
/// }
///
/// #[component("members")]
/// async fn members(users: Vec<User>) -> String {
///     format!("{} members", users.len())
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Select {
    pub(super) target: Target,
    kind: u8,
    options: Vec<SelectOption>,
    defaults: Vec<SelectDefaultValue>,
    channels: &'static [Channels],
    placeholder: Option<String>,
    min: u8,
    max: u8,
    disabled: bool,
}

/// A user, role or channel that a select menu selects initially.
///
/// ```
/// use mindtrace_discord::component::SelectDefaultValue;
/// use mindtrace_discord::prelude::*;
///
/// let user = UserId::new(80351110224678912);
/// assert_eq!(SelectDefaultValue::from(user), SelectDefaultValue::User(user));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SelectDefaultValue {
    /// A user.
    User(UserId),
    /// A role.
    Role(RoleId),
    /// A channel.
    Channel(ChannelId),
}

impl Select {
    /// Creates a menu of 1 to 25 options. [`SelectOption::selected`] selects one initially.
    pub fn new(id: ComponentId, options: impl IntoIterator<Item = SelectOption>) -> Self {
        Self { options: options.into_iter().collect(), ..Self::of(id, STRINGS) }
    }

    /// Creates a menu of the guild's members.
    pub fn users(id: ComponentId) -> Self {
        Self::of(id, USERS)
    }

    /// Creates a menu of the guild's roles.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// #[component("colors")]
    /// async fn colors(roles: Vec<RoleId>) -> String {
    ///     format!("{} colors", roles.len())
    /// }
    ///
    /// let menu = Select::roles(colors::id()).picks(0, 5);
    /// ```
    pub fn roles(id: ComponentId) -> Self {
        Self::of(id, ROLES)
    }

    /// Creates a menu of the guild's members and roles.
    pub fn mentionables(id: ComponentId) -> Self {
        Self::of(id, MENTIONABLES)
    }

    /// Creates a menu of the guild's channels of these kinds; of all kinds if `kinds` is empty.
    ///
    /// ```
    /// use mindtrace_discord::command::Channels;
    /// use mindtrace_discord::prelude::*;
    ///
    /// #[component("log")]
    /// async fn log(channel: Option<ChannelId>) -> &'static str {
    ///     if channel.is_some() { "I log there." } else { "I log nowhere." }
    /// }
    ///
    /// let menu = Select::channels(log::id(), &[Channels::Text, Channels::Thread]).min_values(0).disabled(false);
    /// ```
    pub fn channels(id: ComponentId, kinds: &'static [Channels]) -> Self {
        Self { channels: kinds, ..Self::of(id, CHANNELS) }
    }

    pub(crate) fn to(target: Target, options: impl IntoIterator<Item = SelectOption>) -> Self {
        let menu = Self::of(ComponentId::new("", []), 3);
        Self { target, options: options.into_iter().collect(), ..menu }
    }

    fn of(id: ComponentId, kind: u8) -> Self {
        Self {
            target: Target::Handler(id),
            kind,
            options: Vec::new(),
            defaults: Vec::new(),
            channels: &[],
            placeholder: None,
            min: 1,
            max: 1,
            disabled: false,
        }
    }

    /// Sets the text shown while nothing is selected, at most 150 characters.
    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Self {
        self.placeholder = Some(placeholder.into());
        self
    }

    /// Sets how many options can be selected: at least 0 to 25, at most 1 to 25.
    pub fn picks(mut self, min: u8, max: u8) -> Self {
        (self.min, self.max) = (min, max);
        self
    }

    /// Sets how many options must be selected, 0 to 25. Default: 1.
    pub fn min_values(mut self, min: u8) -> Self {
        self.min = min;
        self
    }

    /// Sets how many options can be selected, 1 to 25. Default: 1.
    pub fn max_values(mut self, max: u8) -> Self {
        self.max = max;
        self
    }

    /// Selects users, roles or channels initially, of the kind that the menu lists; a menu of mentionables takes users and roles.
    ///
    /// Discord accepts as many as can be selected: [`min_values`](Self::min_values) to [`max_values`](Self::max_values).
    ///
    /// ```
    /// use mindtrace_discord::component::SelectDefaultValue;
    /// use mindtrace_discord::prelude::*;
    ///
    /// #[component("allow")]
    /// async fn allow(who: Vec<UserOrRole>) {
    ///     let _ = who;
    /// }
    ///
    /// let (user, role) = (UserId::new(1), RoleId::new(2));
    /// let menu = Select::mentionables(allow::id())
    ///     .max_values(10)
    ///     .default_values([SelectDefaultValue::from(user), SelectDefaultValue::from(role)]);
    /// ```
    pub fn default_values(mut self, values: impl IntoIterator<Item = impl Into<SelectDefaultValue>>) -> Self {
        self.defaults.extend(values.into_iter().map(Into::into));
        self
    }

    /// Sets whether the menu is grayed out and cannot be used.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// Returns why Discord would refuse the menu, if it would.
    pub(super) fn problem(&self) -> Option<Problem<'_>> {
        let option = || self.options.iter().find_map(SelectOption::problem);
        self.target.problem().or_else(option).or_else(|| self.limit().map(Problem::Limit))
    }

    fn limit(&self) -> Option<&'static str> {
        let (min, max) = (usize::from(self.min), usize::from(self.max));
        if min > max || !(1..=25).contains(&max) {
            return Some("a select menu takes at least 0 to 25 values and at most 1 to 25");
        }
        if self.placeholder.as_deref().is_some_and(|placeholder| !is_within(placeholder, 0, 150)) {
            return Some("the placeholder of a select menu has at most 150 characters");
        }
        if self.kind == STRINGS && !(1..=25).contains(&self.options.len()) {
            return Some("a select menu has 1 to 25 options");
        }
        if self.kind == STRINGS && self.options.len() < max {
            return Some("a select menu has at least as many options as can be selected");
        }
        let mut values = HashSet::new();
        if !self.options.iter().all(|option| values.insert(option.value())) {
            return Some("two options of a select menu have the same value");
        }
        if self.options.iter().filter(|option| option.is_selected()).count() > max {
            return Some("more options are selected than a select menu takes");
        }
        if !self.defaults.iter().all(|default| default.is_in(self.kind)) {
            return Some("the default values of a select menu are of the kind that it lists");
        }
        let is_default = self.defaults.is_empty() || (min..=max).contains(&self.defaults.len());
        (!is_default).then_some("a select menu has as many default values as can be selected")
    }

    pub(super) fn to_json(&self, signer: &Signer) -> Value {
        let mut select = Map::from_iter([
            ("type".to_owned(), json!(self.kind)),
            ("min_values".to_owned(), json!(self.min)),
            ("max_values".to_owned(), json!(self.max)),
        ]);
        if let Some(id) = self.target.custom_id(signer) {
            select.insert("custom_id".to_owned(), json!(id));
        }
        if self.kind == STRINGS {
            let options: Vec<Value> = self.options.iter().map(SelectOption::to_json).collect();
            select.insert("options".to_owned(), json!(options));
        }
        if !self.defaults.is_empty() {
            let defaults: Vec<Value> =
                self.defaults.iter().copied().map(SelectDefaultValue::to_json).collect();
            select.insert("default_values".to_owned(), json!(defaults));
        }
        let channels: Vec<u8> = self.channels.iter().flat_map(|kind| kind.discord()).copied().collect();
        if !channels.is_empty() {
            select.insert("channel_types".to_owned(), json!(channels));
        }
        if let Some(placeholder) = &self.placeholder {
            select.insert("placeholder".to_owned(), json!(placeholder));
        }
        if self.disabled {
            select.insert("disabled".to_owned(), json!(true));
        }
        Value::Object(select)
    }
}

impl SelectDefaultValue {
    /// Returns whether a select menu of this type lists such values.
    pub(crate) fn is_in(self, kind: u8) -> bool {
        match self {
            Self::User(_) => matches!(kind, USERS | MENTIONABLES),
            Self::Role(_) => matches!(kind, ROLES | MENTIONABLES),
            Self::Channel(_) => kind == CHANNELS,
        }
    }

    pub(crate) fn to_json(self) -> Value {
        match self {
            Self::User(id) => json!({ "id": id, "type": "user" }),
            Self::Role(id) => json!({ "id": id, "type": "role" }),
            Self::Channel(id) => json!({ "id": id, "type": "channel" }),
        }
    }
}

impl From<UserId> for SelectDefaultValue {
    fn from(id: UserId) -> Self {
        Self::User(id)
    }
}

impl From<RoleId> for SelectDefaultValue {
    fn from(id: RoleId) -> Self {
        Self::Role(id)
    }
}

impl From<ChannelId> for SelectDefaultValue {
    fn from(id: ChannelId) -> Self {
        Self::Channel(id)
    }
}

#[cfg(test)]
mod tests;

//! Getters of a command's specification.

use std::any::TypeId;
use std::borrow::Cow;

use serenity::model::Permissions;
use serenity::model::id::ChannelId;

use super::{CommandKind, CommandSpec, Contexts, GroupSpec, ParamSpec};
use crate::args::limit::Presence;
use crate::source::Source;
use crate::surface::Surface;

/// # Read
///
/// ```
/// use mindtrace_discord::Surface;
/// use mindtrace_discord::command::CommandItem;
/// use mindtrace_discord::prelude::*;
///
/// /// Remove messages.
/// ///
/// /// They are gone for good.
/// #[command(category = "Moderation", aliases("purge"), permissions(MANAGE_MESSAGES))]
/// async fn clean(count: u8, author: Option<User>) -> String {
///     format!("{count} messages of {author:?}")
/// }
///
/// let clean = <clean as CommandItem>::SPEC;
/// assert_eq!((clean.name(), clean.description()), ("clean", "Remove messages."));
/// assert_eq!((clean.long_help(), &*clean.usage_text("!")), ("They are gone for good.", "!clean <count> [author]"));
/// assert_eq!((clean.category_name(), clean.alias_names(), clean.is_hidden()), ("Moderation", &["purge"][..], false));
/// assert!(clean.is_offered_at(Surface::Slash) && clean.required_permissions() == Permissions::MANAGE_MESSAGES);
/// println!("{} with {} arguments, from {}", clean.name(), clean.arguments().len(), clean.declared_at());
/// ```
impl CommandSpec {
    /// The name that callers type.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The description that Discord shows.
    pub fn description(&self) -> &'static str {
        self.description
    }

    /// The long help as Markdown; empty when there is none.
    pub fn long_help(&self) -> &'static str {
        self.help
    }

    /// The category, which is its heading in help; empty when it has none.
    pub fn category_name(&self) -> &'static str {
        self.category
    }

    /// Other names at the prefix and HTTP surfaces.
    pub fn alias_names(&self) -> &'static [&'static str] {
        self.aliases
    }

    /// The usage text: the declared one, or one generated from the arguments.
    ///
    /// A command that is not offered at the prefix surface begins with `/`, or with its name if it is offered over HTTP only. A context
    /// menu is `Apps → name`, and a component is the template of its custom ids.
    pub fn usage_text(&self, prefix: &str) -> Cow<'static, str> {
        if !self.usage.is_empty() {
            return Cow::Borrowed(self.usage);
        }
        match self.kind {
            CommandKind::Chat => {}
            CommandKind::User | CommandKind::Message => return Cow::Owned(format!("Apps → {}", self.name)),
            CommandKind::Component => return Cow::Borrowed(self.template.unwrap_or(self.name)),
        }
        let mut usage = format!("{}{}", self.mark(prefix), self.name);
        for param in self.params {
            let dots = if param.presence == Presence::List { "…" } else { "" };
            let (open, close) = if param.is_required() { ('<', '>') } else { ('[', ']') };
            usage.push_str(&format!(" {open}{}{dots}{close}", param.name));
        }
        Cow::Owned(usage)
    }

    /// Returns the text in front of the name where a chat command is called: the prefix, else `/`, else nothing.
    pub(crate) fn mark<'a>(&self, prefix: &'a str) -> &'a str {
        if self.is_offered_at(Surface::Prefix) {
            prefix
        } else if self.is_offered_at(Surface::Slash) {
            "/"
        } else {
            ""
        }
    }

    /// The permissions that the caller needs.
    pub fn required_permissions(&self) -> Permissions {
        self.permissions
    }

    /// Its arguments in order.
    pub fn arguments(&self) -> &'static [ParamSpec] {
        self.params
    }

    /// Whether help hides it.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Whether its handler borrows the channel, so that a call over HTTP has to name one.
    pub(crate) fn needs_channel(&self) -> bool {
        self.state.iter().any(|state| state.id() == TypeId::of::<ChannelId>())
    }

    /// The contexts in which it may be used. A command is for guilds only if its permissions do not exist in direct messages.
    pub fn contexts(&self) -> Contexts {
        match self.contexts {
            Contexts::Any if !Permissions::dm_permissions().contains(self.permissions) => Contexts::Guild,
            contexts => contexts,
        }
    }

    /// Returns whether it can be called at `surface`.
    pub fn is_offered_at(&self, surface: Surface) -> bool {
        self.surfaces.contains(&surface)
    }

    /// Where it was declared.
    pub fn declared_at(&self) -> Source {
        self.source
    }
}

impl CommandSpec {
    /// The unique key of the command: its path, prefixed with the kind unless it is a chat command.
    pub(crate) fn key(&self) -> String {
        match self.kind {
            CommandKind::Chat => self.name.to_owned(),
            kind => format!("{}:{}", kind.as_str(), self.name),
        }
    }

    /// The groups it is in, the outermost first, each with its whole path.
    pub(crate) fn group_paths(&self) -> impl Iterator<Item = (&'static str, &'static GroupSpec)> {
        let ends = self.name.match_indices(' ').map(|(end, _)| end);
        ends.zip(self.groups).filter_map(|(end, group)| Some((self.name.get(..end)?, group)))
    }
}

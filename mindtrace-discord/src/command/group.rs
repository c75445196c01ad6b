//! Groups: commands that share the beginning of their name.

/// A group of commands, such as `tag` of `tag create`.
///
/// Discord allows two levels: a group, and a group within a group.
///
/// ```
/// use mindtrace_discord::command::GroupSpec;
///
/// const TAG: GroupSpec = GroupSpec::new("tag", "Texts to find again.");
/// assert_eq!((TAG.name(), TAG.description()), ("tag", "Texts to find again."));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupSpec {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
}

impl GroupSpec {
    /// Creates a group. The name has 1 to 32 characters, the description 1 to 100.
    pub const fn new(name: &'static str, description: &'static str) -> Self {
        Self { name, description }
    }

    /// The name that callers type.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The description that Discord shows.
    pub fn description(&self) -> &'static str {
        self.description
    }
}

//! Groups: commands that share the beginning of their name.

/// A group that a command stands in, such as `tag` of `tag create`.
///
/// Discord knows two levels: a group, and a group within a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupSpec {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
}

impl GroupSpec {
    /// A group; the name has 1 to 32 characters, the description 1 to 100.
    pub const fn new(name: &'static str, description: &'static str) -> Self {
        Self { name, description }
    }

    /// The word callers type.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The sentence Discord shows.
    pub fn description(&self) -> &'static str {
        self.description
    }
}

//! A program that renames the framework in its manifest; the key `crate` names it.

use framework::prelude::*;

/// A color of paint.
#[derive(Clone, Copy, Debug, Choice)]
#[choice(crate = framework)]
pub enum Color {
    /// Red paint.
    Red,
    /// Blue paint.
    Blue,
}

/// Paint a wall.
#[command(crate = ::framework, permissions(MANAGE_CHANNELS), surfaces(prefix), defer = "never")]
pub async fn paint(
    ctx: &Context,
    #[arg(default = "red")] color: Color,
    #[arg(min = 1, max = 3)] coats: Option<u8>,
) -> String {
    format!("{} {color:?} {coats:?}", ctx.prefix())
}

/// Handles new members.
#[on_event(MemberJoin, crate = framework, order = 1)]
pub async fn watch(_event: &MemberJoin) {}

/// A module with defaults.
#[commands(crate = framework, category = "Walls")]
pub mod walls {
    use framework::command;

    /// Tear down a wall.
    #[command]
    pub async fn tear() {}
}

#[cfg(test)]
mod tests {
    use framework::Registry;

    #[test]
    fn everything_is_registered() {
        let registry = Registry::linked();
        assert!(registry.validate().is_ok());
        assert_eq!(
            registry.commands().map(framework::command::CommandSpec::name).collect::<Vec<_>>(),
            ["paint", "tear"]
        );
        assert_eq!(registry.find("tear").map(framework::command::CommandSpec::category_name), Some("Walls"));
        assert_eq!(registry.event_handlers().count(), 1);
    }
}

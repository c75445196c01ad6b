//! Generated names clash with no name of the author: modules and types beside a function, parameters, functions, constants.

#![deny(warnings)]
#![forbid(unsafe_code)]

use mindtrace_discord::command::Outcome;
use mindtrace_discord::prelude::*;
use mindtrace_discord::registry::Registry;

/// A module beside the command of its name.
mod stats {
    pub(super) fn total() -> u32 {
        3
    }

    pub(super) async fn is_open(_: &mindtrace_discord::Context) -> bool {
        total() == 3
    }
}

#[command(check = stats::is_open)]
async fn stats() -> String {
    stats::total().to_string()
}

/// A public command beside a private module.
pub mod shop {
    use mindtrace_discord::prelude::*;

    mod order {
        pub(super) const PRICE: u32 = 5;
    }

    #[command]
    pub async fn order() -> String {
        order::PRICE.to_string()
    }

    /// A type beside the command of its name.
    #[allow(non_camel_case_types)]
    pub struct cart {
        pub items: u32,
    }

    #[command]
    pub async fn cart() -> String {
        let full = cart { items: 2 };
        full.items.to_string()
    }

    #[command]
    pub async fn pay() -> &'static str {
        "paid"
    }
}

/// A command with the name of a crate that it uses.
#[command]
async fn serde_json() -> String {
    serde_json::json!([1]).to_string()
}

mod joined {
    pub(super) fn count() {}
}

#[on_event(MemberJoin)]
async fn joined(_: &MemberJoin) {
    joined::count();
}

mod sweep {
    pub(super) fn run() {}
}

#[every("5m")]
async fn sweep(_: &Context, _: &Tick) {
    sweep::run();
}

#[allow(non_upper_case_globals)]
const value: u8 = 1;
#[allow(non_upper_case_globals)]
const arg0: u8 = 2;

#[derive(Choice)]
enum Color {
    Red,
    Blue,
}

#[command]
async fn every_generated_name(
    __ctx: &Context,
    __args: String,
    ctx: u8,
    __event: Option<u8>,
    __discord: Option<Color>,
) -> String {
    let color = __discord.map(|color| match color {
        Color::Red => value,
        Color::Blue => arg0,
    });
    format!("{} {__args} {ctx} {__event:?} {color:?}", __ctx.author().name)
}

#[component("generated:{args}:{into}")]
async fn generated(__args: String, into: String, _: &Context) -> String {
    __args + &into
}

async fn log(_: &Context, _: &Outcome) {}

#[user_command(after = log)]
async fn poke(_: User) -> &'static str {
    "Poked."
}

/// Injected parameters are destructured in place.
#[on_event(ReactionAdd)]
async fn destructured(_: &Context, ReactionAdd { .. }: &ReactionAdd) {}

#[tokio::test]
async fn compiles() {
    assert_eq!(stats().await, "3");
    assert_eq!(shop::order().await, "5");
    assert_eq!(shop::cart().await, "2");
    assert_eq!(serde_json().await, "[1]");
    let names = crate::commands(file!());
    assert!(
        ["stats", "order", "cart", "pay", "serde_json"].iter().all(|name| names.contains(name)),
        "{names:?}"
    );
    assert_eq!(crate::handlers(file!()).len(), 2);

    // Without a namesake, the hidden type is reached by the name of the function.
    assert_eq!(Registry::empty().command::<shop::pay>().commands().len(), 1);
    let _ = generated::id("a", "b");
}

//! Languages: one Fluent file for each, for names on Discord and for what the bot says.

use mindtrace_discord::locale::Locales;
use mindtrace_discord::prelude::*;

/// The files in `locales/`, compiled in.
pub(crate) fn locales() -> Locales {
    Locales::new([("en-US", include_str!("../locales/en-US.ftl")), ("de", include_str!("../locales/de.ftl"))])
        .fallback("en-US")
}

/// Greets in the caller's language; a German client shows it as `/gruss`.
#[command(category = "Languages")]
async fn greet(ctx: &Context) -> String {
    ctx.text("greeting").arg("name", ctx.author().display_name()).to_string()
}

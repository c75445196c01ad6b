//! Languages: one Fluent file each, with names of commands and texts of replies.

use mindtrace_discord::locale::Locales;
use mindtrace_discord::prelude::*;

/// The files in `locales/`, compiled into the program.
pub(crate) fn locales() -> Locales {
    Locales::new([("en-US", include_str!("../locales/en-US.ftl")), ("de", include_str!("../locales/de.ftl"))])
        .fallback("en-US")
}

/// Greets in the caller's language; a German client shows it as `/gruss`.
#[command(category = "Languages")]
async fn greet(ctx: &Context) -> String {
    ctx.text("greeting").arg("name", ctx.author().display_name()).to_string()
}

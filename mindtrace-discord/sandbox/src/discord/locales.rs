//! The locales of Discord's client.

/// Every locale that Discord documents.
const LOCALES: [&str; 34] = [
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk",
    "vi", "zh-CN", "zh-TW",
];

/// Returns whether Discord has this locale.
pub(crate) fn is_known(locale: &str) -> bool {
    LOCALES.contains(&locale)
}

/// Returns the locale that Discord tries next when a text has no translation, before it uses the default text.
pub(crate) fn fallback(locale: &str) -> Option<&'static str> {
    match locale {
        "en-US" => Some("en-GB"),
        "en-GB" => Some("en-US"),
        "es-419" => Some("es-ES"),
        _ => None,
    }
}

//! Keeps credentials out of logs.

use std::fmt::Display;

/// Returns an error's text without the interaction tokens in Discord's URLs.
///
/// A token is a credential for 15 minutes, and reqwest's errors quote the URL of the failed request.
pub(crate) fn redacted(error: &impl Display) -> String {
    let text = error.to_string();
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, path, after)) = next_token(rest) {
        clean.push_str(before);
        clean.push_str(path);
        clean.push_str("[redacted]");
        rest = after;
    }
    clean.push_str(rest);
    clean
}

/// Splits at the next `/webhooks/{id}/{token}` or `/interactions/{id}/{token}` into the text before it, the path up to the token, and
/// the text after the token.
fn next_token(text: &str) -> Option<(&str, &str, &str)> {
    let (start, route) = ["/webhooks/", "/interactions/"]
        .into_iter()
        .filter_map(|route| text.find(route).map(|at| (at, route)))
        .min()?;
    let id = start + route.len();
    let token = id + text.get(id..)?.find('/')? + 1;
    let length = text
        .get(token..)?
        .find(|c: char| !(c.is_ascii_alphanumeric() || "-_.=%:".contains(c)))
        .unwrap_or(text.len() - token);
    Some((text.get(..start)?, text.get(start..token)?, text.get(token + length..)?))
}

/// Returns an error and its chain of sources on one line, without credentials.
pub(crate) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = redacted(&error);
    for cause in std::iter::successors(error.source(), |cause| cause.source()) {
        let cause = redacted(&cause);
        // Many errors already quote their cause.
        if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::redacted;

    #[test]
    fn tokens_of_interactions_are_replaced() {
        let cases = [
            (
                "error for url (http://x/api/v10/webhooks/1/aW50.x-_/messages/@original)",
                "error for url (http://x/api/v10/webhooks/1/[redacted]/messages/@original)",
            ),
            (
                "/interactions/12/secret/callback and /webhooks/3/other",
                "/interactions/12/[redacted]/callback and /webhooks/3/[redacted]",
            ),
            ("nothing here", "nothing here"),
            ("/webhooks/", "/webhooks/"),
        ];
        for (text, expected) in cases {
            assert_eq!(redacted(&text), expected);
        }
    }
}

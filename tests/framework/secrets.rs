//! Secrets never appear in debug output or in HTTP responses.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use secrecy::SecretString;

use crate::api::Api;

#[tokio::test]
async fn the_token_appears_in_no_debug_output_or_response() -> Result<()> {
    let bot = Bot::builder().registry(Registry::empty()).token(SecretString::from("abc.PLANTED.def"));
    let shown = format!("{bot:?}");
    assert!(!shown.contains("PLANTED"), "{shown}");
    let sandbox = Sandbox::start(bot).await?;
    let api = Api::of(&sandbox);
    for path in ["/discord/status", "/discord/commands", "/livez", "/readyz", "/nothing"] {
        let text = api.get(path).await.text;
        assert!(
            !text.contains("PLANTED") && !text.contains(sandbox.token()) && !text.contains(&api.token),
            "{path}: {text}"
        );
    }
    Ok(())
}

/// Returns the transcript without the causes of failures, which only the author of a test reads.
pub(crate) fn told(sandbox: &Sandbox) -> String {
    let transcript = sandbox.transcript();
    transcript.lines().filter(|line| !line.starts_with("  * sandbot `")).collect::<Vec<_>>().join("\n")
}

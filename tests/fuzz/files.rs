//! Files and settings.

use mindtrace_discord::config::{Config, SETTINGS};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::{Error, Registry};

use crate::Inputs;

#[test]
fn settings() {
    let defaults = SETTINGS.iter().map(|setting| setting.default.to_owned());
    let mut inputs = Inputs::of("config", defaults);
    while let Some(value) = inputs.next_text() {
        for setting in SETTINGS {
            let config = Config::from_lookup(|name| (name == setting.name).then(|| value.clone()));
            if let Err(error) = config {
                assert!(error.to_string().contains(setting.name), "{value:?}: {error}");
            }
        }
    }
}

#[tokio::test]
async fn the_state_file() {
    let file = std::env::temp_dir().join(format!("fuzz-state-{}.json", std::process::id()));
    let discord = Discord::start().await.unwrap();
    let config = |name: &str| match name {
        "DISCORD_HTTP_ADDR" => Some("off".to_owned()),
        "DISCORD_STATE" => file.to_str().map(str::to_owned),
        _ => None,
    };
    let mut inputs = Inputs::of("state", []);
    while let Some(text) = inputs.next() {
        std::fs::write(&file, &text).unwrap();
        let bot = Bot::builder().registry(Registry::empty()).config(Config::from_lookup(config).unwrap());
        match Sandbox::start_on(discord.clone(), bot).await {
            Ok(sandbox) => drop(sandbox.stop().await.unwrap()),
            Err(error) => assert!(matches!(error, Error::State(_)), "{text:?}: {error}"),
        }
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn fluent_files() {
    let mut inputs = Inputs::of("fluent", []);
    while let Some(text) = inputs.next_text() {
        let locales = Locales::new([("de", text)]);
        let bot = Bot::builder().registry(Registry::empty()).locales(locales);
        // A file with mistakes is refused, with its line.
        drop(bot.build());
    }
}

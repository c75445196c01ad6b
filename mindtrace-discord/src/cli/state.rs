//! Opens the toggles and the log level that a running bot obeys: those of its file, or those in Redis.

use std::sync::Arc;

use serenity::model::id::ApplicationId;
use tokio::runtime::Handle;

use crate::bot::{Bot, Error, shared_state};
use crate::config::StoreSetting;
use crate::discord::Endpoint;
use crate::rest::{Client, login};
use crate::toggles::{StateError, Toggles};

/// Opens the toggles. `application` is asked for if it is not known, which needs the bot token: the keys in Redis contain it.
pub(super) async fn open(bot: &Bot, application: Option<ApplicationId>) -> Result<Toggles, Error> {
    let targets = bot.registry.toggle_targets();
    let file = match &bot.config.state {
        StoreSetting::File(path) => Some(path.clone()),
        StoreSetting::Memory => None,
        StoreSetting::Redis => {
            let application = match application {
                Some(application) => application,
                None => log_in(bot).await?,
            };
            let server = shared_state(&bot.config, application)?;
            let server = server.ok_or_else(|| Error::Redis("it is not set".to_owned()))?;
            let toggles = Toggles::open_shared(server, targets).await.map_err(|error| failed(&error))?;
            // A bot starts without an answer, but there is nothing else to do here.
            toggles.refresh_shared().await.map_err(|error| failed(&error))?;
            return Ok(toggles);
        }
    };
    Toggles::open(file, targets).map_err(|error| failed(&error))
}

/// Fails if no running bot could read a change.
pub(super) fn check_is_kept(bot: &Bot) -> Result<(), Error> {
    if bot.config.state == StoreSetting::Memory {
        let refused = "DISCORD_STATE is off, so there is no file that a running bot could read.";
        return Err(Error::Refused(refused.to_owned()));
    }
    Ok(())
}

pub(super) fn failed(error: &StateError) -> Error {
    Error::State(error.to_string())
}

async fn log_in(bot: &Bot) -> Result<ApplicationId, Error> {
    let token = bot.config.token.clone().ok_or_else(|| Error::no_token(&bot.config))?;
    let endpoint = Endpoint::new(token, &bot.config);
    let client = Client::new(&endpoint, &Handle::current(), Arc::default(), |_| {})?;
    let discord = login(&client, &endpoint.token, &bot.config.cache).await?;
    Ok(discord.identity.application_id)
}

//! `run_or_sandbox` of a program without the feature `sandbox`, so that its error can name the feature.

use super::ignored::warn_of_subcommand;
use super::{Bot, BotBuilder, Error};

impl BotBuilder {
    /// Builds the bot and runs it on Discord. Without a token this is an error, because the sandbox needs the feature `sandbox`.
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build) and [`Bot::run`].
    pub async fn run_or_sandbox(self) -> Result<(), Error> {
        self.build()?.run_or_sandbox().await
    }
}

impl Bot {
    /// Runs the bot on Discord. Without a token this is an error, because the sandbox needs the feature `sandbox`.
    ///
    /// # Errors
    ///
    /// Those of [`run`](Self::run).
    pub async fn run_or_sandbox(self) -> Result<(), Error> {
        warn_of_subcommand();
        self.run().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::registry::Registry;

    #[tokio::test]
    async fn without_a_token_the_error_names_the_feature() {
        let config = Config::from_lookup(|_| None).unwrap();
        let error =
            Bot::builder().registry(Registry::empty()).config(config).run_or_sandbox().await.unwrap_err();
        assert!(error.to_string().contains("enable the feature `sandbox`"), "{error}");
    }
}

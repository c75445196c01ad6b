//! States that handlers borrow.

use super::{BotBuilder, here};
use crate::error::BoxError;

/// # Supply states
impl BotBuilder {
    /// Adds a value that handlers borrow as `&T`; one in an `Arc<T>` as well. There is one value per type: a second one keeps the bot from
    /// starting. [`replace_state`](Self::replace_state) is for tests.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// struct Prices {
    ///     tea: u32,
    /// }
    ///
    /// /// Show the price of tea.
    /// #[command]
    /// async fn price(prices: &Prices) -> String {
    ///     format!("Tea costs {} coins.", prices.tea)
    /// }
    ///
    /// let bot = Bot::builder().state(Prices { tea: 3 });
    /// ```
    #[track_caller]
    pub fn state<T: Send + Sync + 'static>(mut self, state: T) -> Self {
        self.states.insert(state, here());
        self
    }

    /// Adds a value that handlers borrow as `&T` and that is made when the bot starts, so that `check` and `commands` open no database.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// struct Notes(tokio::fs::File);
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let open = async || Ok::<_, std::io::Error>(Notes(tokio::fs::File::create("notes.txt").await?));
    /// Ok(Bot::builder().state_with(open).run().await?)
    /// # }
    /// ```
    ///
    /// If it fails, the bot does not start: [`Error::StateFailed`](crate::Error::StateFailed).
    #[track_caller]
    pub fn state_with<T, E, F>(mut self, make: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        T: Send + Sync + 'static,
        E: Into<BoxError>,
        F: Future<Output = Result<T, E>> + Send + 'static,
    {
        self.states.insert_with(make, here());
        self
    }

    /// Replaces the value that handlers borrow as `&T`, or adds it: a test gives the bot another database.
    #[track_caller]
    pub fn replace_state<T: Send + Sync + 'static>(mut self, state: T) -> Self {
        self.states.remove::<T>();
        self.state(state)
    }
}

//! A paginator: one message that shows several pages, with buttons to turn them.

use std::sync::Arc;
use std::time::Duration;

use crate::component::{Button, Target};
use crate::context::Context;
use crate::locale::{Language, Locales};
use crate::outcome::CommandError;
use crate::redact::redacted;
use crate::reply::{Reply, ReplyError, check, fit};
use crate::responder::Sent;
use crate::responder::{Responder, SentId};
use crate::runtime::Runtime;
use crate::runtime::collectors::{Collected, Collector, Pause};

/// The default time after which unused buttons are disabled.
const TIMEOUT: Duration = Duration::from_mins(3);

/// The longest timeout. Discord accepts edits for 15 minutes after a click; one minute is left for the network.
const LONGEST_TIMEOUT: Duration = Duration::from_mins(14);

/// Several pages in one reply, with buttons to turn them.
///
/// Only the caller may use the buttons, unless [`for_everyone`](Self::for_everyone) is set. They are disabled when they have not been
/// used for a while. An HTTP caller gets all pages at once.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Show the rules.
/// #[command]
/// async fn rules(ctx: &Context) -> Result<()> {
///     let pages = Paginator::new(["Be kind.", "Be brief.", "Have fun."]);
///     pages.timeout(Duration::from_mins(10)).for_everyone().send(ctx).await?;
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a paginator does nothing until `send` is called"]
pub struct Paginator {
    pages: Vec<Reply>,
    timeout: Duration,
    for_everyone: bool,
}

impl Paginator {
    /// Creates a paginator from pages in order. A page that does not fit into one message becomes several pages.
    pub fn new(pages: impl IntoIterator<Item = impl Into<Reply>>) -> Self {
        let pages = pages.into_iter().flat_map(|page| fit(page.into())).collect();
        Self { pages, timeout: TIMEOUT, for_everyone: false }
    }

    /// Sets how long the buttons work after the last click. Default: three minutes; at most 14.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout.min(LONGEST_TIMEOUT);
        self
    }

    /// Lets every user turn the pages, not only the caller.
    pub fn for_everyone(mut self) -> Self {
        self.for_everyone = true;
        self
    }

    /// Sends the first page and returns; clicks are handled in the background.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Empty`] if there are no pages, others if the first page cannot be sent.
    pub async fn send(mut self, ctx: &Context) -> Result<Sent, ReplyError> {
        if self.pages.len() < 2 {
            return ctx.say(self.pages.pop().ok_or(ReplyError::Empty)?).await;
        }
        if !ctx.supports_clicks() {
            return self.send_all(ctx).await;
        }
        let collector = ctx.runtime().collectors.collect(Pause::default()).map_err(|error| {
            tracing::error!(%error, "a paginator cannot be shown");
            ReplyError::Refused("too many paginators are open at once")
        })?;
        // A page that cannot be sent is found now, not when a user turns to it.
        for at in 0..self.pages.len() {
            check(&self.page(at, &collector, false))?;
        }
        let first = self.page(0, &collector, false);
        let sent = ctx.say(first).await?;
        let open = OpenPaginator { pages: self, at: 0, author: ctx.author().id, collector, last: None };
        let (runtime, own) = (Arc::clone(ctx.runtime()), sent.clone());
        ctx.runtime().spawn_tracked(async move { open.run(own, &runtime).await });
        Ok(sent)
    }

    async fn send_all(self, ctx: &Context) -> Result<Sent, ReplyError> {
        let mut pages = self.pages.into_iter();
        let sent = ctx.say(pages.next().ok_or(ReplyError::Empty)?).await?;
        for page in pages {
            ctx.followup(page).await?;
        }
        Ok(sent)
    }

    fn page(&self, at: usize, collector: &Collector, ended: bool) -> Reply {
        let Some(page) = self.pages.get(at) else { return Reply::default() };
        let last = self.pages.len() - 1;
        let button = |action: &str, label: &str, disabled: bool| {
            Button::to(Target::Collector(collector.custom_id(action)), label).disabled(ended || disabled)
        };
        let number = format!("{} / {}", at + 1, self.pages.len());
        let mut buttons = vec![
            button("back", "◀", at == 0),
            button("number", &number, true),
            button("on", "▶", at == last),
        ];
        // A few pages do not need these.
        if self.pages.len() > 4 {
            buttons.insert(0, button("first", "⏮", at == 0));
            buttons.push(button("last", "⏭", at == last));
        }
        page.clone().buttons(buttons)
    }
}

/// A paginator that was sent.
struct OpenPaginator {
    pages: Paginator,
    at: usize,
    author: serenity::model::id::UserId,
    collector: Collector,
    /// The responder of the last click, which can edit the message for 15 minutes.
    last: Option<Arc<dyn Responder>>,
}

impl OpenPaginator {
    async fn run(mut self, sent: Sent, runtime: &Runtime) {
        // Until the buttons are disabled.
        let mut woken = None;
        loop {
            let Runtime { clock: time, activity, .. } = runtime;
            let click = tokio::select! {
                biased;
                // The calling message was edited, and another answer was written over this one.
                () = sent.superseded() => return,
                () = runtime.draining.cancelled() => break,
                click = time.timeout(self.pages.timeout, activity, self.collector.next()) => click,
            };
            match click {
                Ok(Some(click)) => self.turn(click, &runtime.locales).await,
                Ok(None) => break,
                Err(busy) => {
                    woken = Some(busy);
                    break;
                }
            }
        }
        let ended = self.pages.page(self.at, &self.collector, true);
        // The click's responder is used only if the call's expires, because it does not notice edited messages.
        let disabled = match &self.last {
            Some(click) if sent.expires() => click.edit(SentId::Original, ended).await,
            _ => sent.edit(ended).await,
        };
        if let Err(error) = disabled {
            tracing::debug!(error = %redacted(&error), "the buttons of a paginator could not be disabled");
        }
        drop(woken);
    }

    async fn turn(&mut self, click: Collected, locales: &Locales) {
        let responder = click.responder;
        if !self.pages.for_everyone && click.user.id != self.author {
            let message = CommandError::NotForYou.user_message_in(Language::new(locales, &click.locale));
            return report(responder.answer(Reply::new(message).ephemeral(), None).await);
        }
        let last = self.pages.pages.len() - 1;
        let at = match click.action.as_str() {
            "first" => 0,
            "back" => self.at.saturating_sub(1),
            "last" => last,
            _ => (self.at + 1).min(last),
        };
        let page = self.pages.page(at, &self.collector, false).update();
        let turned = responder.answer(page, None).await;
        if turned.is_ok() {
            self.at = at;
            self.last = Some(responder);
        }
        report(turned);
    }
}

fn report(result: Result<SentId, ReplyError>) {
    if let Err(error) = result {
        tracing::warn!(error = %redacted(&error), "a click on a paginator could not be answered");
    }
}

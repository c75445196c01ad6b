//! Pages with buttons to turn them.

use std::sync::Arc;
use std::time::Duration;

use crate::component::{Button, Target};
use crate::context::Context;
use crate::outcome::CommandError;
use crate::redact::redacted;
use crate::reply::{Reply, ReplyError, check, fit};
use crate::responder::Sent;
use crate::responder::{Responder, SentId};
use crate::runtime::collectors::{Collected, Collector, Pause};

/// How long buttons work that nobody presses.
const PATIENCE: Duration = Duration::from_mins(3);

/// Discord takes changes for 15 minutes after a click; one is left for the way.
const LONGEST_PATIENCE: Duration = Duration::from_mins(14);

/// Several pages in the place of one reply, with buttons to turn them.
///
/// The buttons are the caller's alone unless [`for_everyone`](Self::for_everyone), and when nobody has pressed one for a while
/// they turn gray. An HTTP caller gets all pages at once.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Show the rules.
/// #[command]
/// async fn rules(ctx: &Context) -> Result<()> {
///     Paginator::new(["Be kind.", "Be brief.", "Have fun."]).send(ctx).await?;
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use = "`send` shows it"]
pub struct Paginator {
    pages: Vec<Reply>,
    patience: Duration,
    for_everyone: bool,
}

impl Paginator {
    /// Pages in order; what does not fit one message becomes several pages.
    pub fn new(pages: impl IntoIterator<Item = impl Into<Reply>>) -> Self {
        let pages = pages.into_iter().flat_map(|page| fit(page.into())).collect();
        Self { pages, patience: PATIENCE, for_everyone: false }
    }

    /// Sets how long the buttons work after the last press; three minutes if not set, at most 14.
    pub fn timeout(mut self, patience: Duration) -> Self {
        self.patience = patience.min(LONGEST_PATIENCE);
        self
    }

    /// Lets everybody turn the pages, not the caller alone.
    pub fn for_everyone(mut self) -> Self {
        self.for_everyone = true;
        self
    }

    /// Sends the first page and comes back; the buttons are dealt with in the background.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Empty`] without pages, others when the first page cannot be sent.
    pub async fn send(mut self, ctx: &Context) -> Result<Sent, ReplyError> {
        if self.pages.len() < 2 {
            return ctx.say(self.pages.pop().ok_or(ReplyError::Empty)?).await;
        }
        if !ctx.takes_clicks() {
            return self.send_all(ctx).await;
        }
        let collector = ctx.runtime().collectors.collect(Pause::default()).map_err(|error| {
            tracing::error!(%error, "pages cannot be turned");
            ReplyError::Refused("too many pages are open at once")
        })?;
        // A page that cannot be sent is found now, not when somebody turns to it.
        for at in 0..self.pages.len() {
            check(&self.page(at, &collector, false))?;
        }
        let first = self.page(0, &collector, false);
        let sent = ctx.say(first).await?;
        let turning = Turning { pages: self, at: 0, author: ctx.author().id, collector, last: None };
        let (draining, own) = (ctx.runtime().draining.clone(), sent.clone());
        ctx.runtime().tasks.spawn(async move { turning.run(own, draining).await });
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

    fn page(&self, at: usize, collector: &Collector, over: bool) -> Reply {
        let Some(page) = self.pages.get(at) else { return Reply::default() };
        let last = self.pages.len() - 1;
        let button = |action: &str, label: &str, off: bool| {
            Button::to(Target::Collector(collector.custom_id(action)), label).disabled(over || off)
        };
        let number = format!("{} / {}", at + 1, self.pages.len());
        let mut buttons = vec![
            button("back", "◀", at == 0),
            button("number", &number, true),
            button("on", "▶", at == last),
        ];
        // With a few pages everything is near.
        if self.pages.len() > 4 {
            buttons.insert(0, button("first", "⏮", at == 0));
            buttons.push(button("last", "⏭", at == last));
        }
        page.clone().buttons(buttons)
    }
}

/// Pages that are shown.
struct Turning {
    pages: Paginator,
    at: usize,
    author: serenity::model::id::UserId,
    collector: Collector,
    /// The last click: the way to the message for the next 15 minutes.
    last: Option<Arc<dyn Responder>>,
}

impl Turning {
    async fn run(mut self, sent: Sent, draining: tokio_util::sync::CancellationToken) {
        loop {
            let press = tokio::select! {
                biased;
                // The call's message was edited: what stands there now is another answer.
                () = sent.taken() => return,
                () = draining.cancelled() => break,
                press = tokio::time::timeout(self.pages.patience, self.collector.next()) => press,
            };
            let Ok(Some(press)) = press else { break };
            self.turn(press).await;
        }
        let over = self.pages.page(self.at, &self.collector, true);
        // A click's own way to the message is needed only where that of the call has ended; it does not know of edits.
        let switched_off = match &self.last {
            Some(click) if sent.expires() => click.edit(SentId::Original, over).await,
            _ => sent.edit(over).await,
        };
        if let Err(error) = switched_off {
            tracing::debug!(error = %redacted(&error), "the buttons of pages could not be switched off");
        }
    }

    async fn turn(&mut self, press: Collected) {
        let responder = press.responder;
        if !self.pages.for_everyone && press.user.id != self.author {
            let refusal = Reply::new(CommandError::NotForYou.user_message()).ephemeral();
            return report(responder.answer(refusal, None).await);
        }
        let last = self.pages.pages.len() - 1;
        let at = match press.action.as_str() {
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
        tracing::warn!(error = %redacted(&error), "a page could not be turned");
    }
}

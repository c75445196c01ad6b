//! Lifecycle hooks: before the bot connects, once it is connected, and before it stops.

use std::sync::Mutex;

use mindtrace_discord::prelude::*;
use mindtrace_discord::serenity::gateway::ActivityData;
use mindtrace_discord::serenity::model::user::OnlineStatus;

use crate::members::Greeted;
use crate::say_everywhere;

/// A list of things that happened since the start.
#[derive(Debug, Default)]
pub struct Diary(Mutex<Vec<String>>);

impl Diary {
    pub(crate) fn note(&self, line: impl Into<String>) {
        if let Ok(mut lines) = self.0.lock() {
            lines.push(line.into());
        }
    }

    fn read(&self) -> String {
        self.0.lock().map(|lines| lines.join("\n")).unwrap_or_default()
    }
}

/// Runs before the bot connects, for example to open a database. An error ends the bot.
#[on_start]
async fn note_start(diary: &Diary) {
    diary.note("I started.");
}

/// Runs once, when every shard is connected; not again after a reconnect.
#[on_ready]
async fn set_presence(ctx: &Context, diary: &Diary) -> Result<()> {
    diary.note("I am connected.");
    ctx.set_presence(OnlineStatus::Online, ActivityData::watching("the door"))?;
    Ok(())
}

/// Runs before the bot disconnects. It has five seconds.
#[on_shutdown]
async fn good_night(ctx: &Context, greeted: &Greeted) -> Result<()> {
    say_everywhere(ctx, &format!("Good night! {} members joined today.", greeted.count())).await
}

/// Show what happened so far.
#[command(category = "Events")]
async fn diary(diary: &Diary) -> String {
    diary.read()
}

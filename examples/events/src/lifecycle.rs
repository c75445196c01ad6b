//! The life of the bot: before it connects, when it is connected, before it is gone.

use std::sync::Mutex;

use mindtrace_discord::prelude::*;
use mindtrace_discord::serenity::gateway::ActivityData;
use mindtrace_discord::serenity::model::user::OnlineStatus;

use crate::members::Greeted;
use crate::say_everywhere;

/// What the bot remembers of its day.
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

/// Before anything is connected: the place to open a database. An error here ends the bot.
#[on_start]
async fn wake_up(diary: &Diary) {
    diary.note("woke up");
}

/// When every shard is connected for the first time, and not again after a reconnect.
#[on_ready]
async fn look_alive(ctx: &Context, diary: &Diary) -> Result<()> {
    diary.note("connected");
    ctx.set_presence(OnlineStatus::Online, ActivityData::watching("the door"))?;
    Ok(())
}

/// Before the bot is gone, while Discord can still be told. It has five seconds.
#[on_shutdown]
async fn good_night(ctx: &Context, greeted: &Greeted) -> Result<()> {
    say_everywhere(ctx, &format!("Good night. {} people came today.", greeted.count())).await
}

/// What happened so far.
#[command(category = "Events")]
async fn diary(diary: &Diary) -> String {
    diary.read()
}

//! Permits that several processes share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use futures::future::join_all;
use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use tokio::sync::Semaphore;

use crate::api::Api;
use crate::server::Redis;

/// What the commands have in common.
#[derive(Default)]
struct Room {
    inside: AtomicU32,
    most: AtomicU32,
}

impl Room {
    fn enter(&self) {
        let inside = self.inside.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(inside, Ordering::SeqCst);
    }

    fn leave(&self) {
        self.inside.fetch_sub(1, Ordering::SeqCst);
    }
}

struct Gate {
    /// A permit for each call that has started.
    started: Semaphore,
    open: Semaphore,
}

/// One call at a time, refused otherwise, until the gate opens.
#[command(concurrency(global = 1))]
async fn alone(gate: &Arc<Gate>) -> Result<&'static str> {
    gate.started.add_permits(1);
    gate.open.acquire().await?.forget();
    Ok("done")
}

/// Two calls at a time, the others wait.
#[command(concurrency(global = 2, wait))]
async fn pair(ctx: &Context, room: &Arc<Room>) -> Result<&'static str> {
    room.enter();
    // A request takes a while, in which a third call would start.
    let asked = ctx.http().get_current_user().await;
    room.leave();
    asked?;
    Ok("done")
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn permits_count_among_all_processes() -> Result<()> {
    let mut redis = Redis::start().await;
    let discord = Discord::start().await?;
    let gate = Arc::new(Gate { started: Semaphore::new(0), open: Semaphore::new(0) });
    let (room, url) = (Arc::new(Room::default()), redis.url());
    let mut bots = Vec::new();
    for _ in 0..3 {
        let config = Config::from_lookup(|name| match name {
            "DISCORD_MODE" => Some("http".to_owned()),
            "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
            "DISCORD_REDIS_URL" => Some(url.clone()),
            _ => None,
        })?;
        let bot = Bot::builder().registry(Registry::empty().command::<alone>().command::<pair>());
        let bot = bot.config(config).state(Arc::clone(&gate)).state(Arc::clone(&room));
        bots.push(Sandbox::start_on(discord.clone(), bot).await?);
    }
    let apis: Vec<Api> = bots.iter().map(Api::of).collect();
    let refused = async {
        gate.started.acquire().await.unwrap().forget();
        for api in &apis {
            let refused = api.execute("!alone").await;
            assert_eq!((refused.status.as_u16(), &refused.body["code"]), (429, &"busy".into()));
        }
        gate.open.add_permits(1);
    };
    let (answer, ()) = tokio::join!(apis[0].execute("!alone"), refused);
    assert_eq!(answer.status, 200, "{}", answer.text);
    gate.open.add_permits(1);
    assert_eq!(apis[1].execute("!alone").await.status, 200);
    let calls = apis.iter().flat_map(|api| (0..8).map(move |_| api.execute("!pair")));
    let statuses: Vec<u16> = join_all(calls).await.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses, [200; 24]);
    assert_eq!(room.most.load(Ordering::SeqCst), 2);
    // Without Redis, each process has its own.
    redis.process.kill().await?;
    gate.open.add_permits(3);
    for api in &apis {
        assert_eq!(api.execute("!alone").await.status, 200);
    }
    Ok(())
}

//! Events by our names, by serenity's and by path, several handlers of one event, and custom events.

use mindtrace_discord::event::{self, GuildMemberAddition};
use mindtrace_discord::prelude::*;

mod shop {
    use mindtrace_discord::prelude::*;

    #[derive(Clone, Event)]
    pub struct OrderPaid {
        pub order: u64,
        #[event(guild)]
        pub shop: Option<GuildId>,
        #[event(user)]
        pub buyer: Option<Member>,
    }
}

#[on_event(GuildMemberAddition)]
async fn by_the_name_of_serenity(event: &GuildMemberAddition) {
    let _ = event.member.user.id;
}

#[on_event(GuildMemberAddition)]
async fn by_the_other_name(event: &MemberJoin) {
    let _ = event.member.user.id;
}

#[on_event(mindtrace_discord::event::MemberJoin)]
async fn by_path(event: &event::MemberJoin) {
    let _ = event.member.user.id;
}

#[on_event(MemberJoin)]
async fn serenitys_type_is_a_state(
    event: &MemberJoin,
    last: &mindtrace_discord::serenity::model::channel::Message,
) {
    let _ = (event.member.user.id, last.id);
}

#[on_event(shop::OrderPaid, filter = |order| order.order > 1)]
async fn own(ctx: &Context, event: &shop::OrderPaid) -> Result<()> {
    ctx.emit(event.clone());
    Ok(())
}

#[derive(Event)]
enum Weather {
    Sunny,
    Rain { millimetres: u32 },
}

#[on_event(Weather)]
async fn weather(event: &Weather) {
    let _ = match event {
        Weather::Sunny => 0,
        Weather::Rain { millimetres } => *millimetres,
    };
}

#[every(30)]
async fn plain() {}

#[cron("*/10 8-18 1,15 Jan-Mar *", timezone = "America/New_York", missed = "all")]
async fn fancy(ctx: &Context, tick: &Tick) -> Result<()> {
    let _ = (ctx.author(), tick.due);
    Ok(())
}

#[on_start]
async fn start() -> Result<()> {
    Ok(())
}

#[on_ready(order = -1)]
async fn ready() {}

#[on_shutdown(timeout = 2)]
async fn shutdown(ctx: &Context) {
    let _ = ctx;
}

#[test]
fn compiles() {
    let _ = [Weather::Sunny, Weather::Rain { millimetres: 1 }];
}

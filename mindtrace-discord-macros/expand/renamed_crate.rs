#[command(crate = bots::framework, permissions(MANAGE_MESSAGES), surfaces(http), defer = "immediately")]
async fn hello(ctx: &Context, #[arg(min = 1, default = 2)] count: u8) -> String {
    String::new()
}

#[on_event(MemberJoin, crate = bots::framework)]
async fn welcome(ctx: &Context, event: &MemberJoin) {}

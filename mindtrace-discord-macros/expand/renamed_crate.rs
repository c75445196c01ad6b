#[command(crate = bots::framework, permissions(MANAGE_MESSAGES), surfaces(http), defer = "immediately")]
async fn hello(ctx: &Context, #[arg(min = 1, default = 2)] count: u8) -> String {
    String::new()
}

#[on_event(MemberJoin, crate = bots::framework)]
async fn welcome(ctx: &Context, event: &MemberJoin) {}

#[group(crate = bots::framework)]
mod tag {
    #[command(check = is_admin, after = count)]
    async fn create() {}

    #[component("tag:{id}")]
    async fn open(id: u64) {}

    #[on_event(Ready)]
    async fn ready() {}
}

#[derive(Args)]
#[args(crate = bots::framework)]
struct Filter {
    limit: u8,
}

#[derive(Modal)]
#[modal(crate = bots::framework)]
struct Feedback {
    text: String,
}

#[choice(crate = bots::framework)]
enum Color {
    Red,
}

/// Welcomes new members.
#[on_event(MemberJoin)]
async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
    ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await
}

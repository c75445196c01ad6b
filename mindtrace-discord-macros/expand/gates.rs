/// Every gate.
#[command(
    cooldown(uses = 3, per = "1m", scope = guild, bucket = "search", strict),
    concurrency(user = 1, wait),
    check = any(is_admin, all(checks::is_vip, in_lounge)),
    before = log,
    after(count, log_outcome),
    on_error = explain,
    guilds(1234, "5678")
)]
async fn gates() {}

#[command(cooldown(per = 5, scope = user), concurrency(global = 2, wait = "10s"), check(is_admin, any))]
async fn other_forms() {}

#[commands(check = is_admin, before = log, cooldown(uses = 2, per = 10))]
mod admin {
    #[command(check = is_vip, before = count)]
    async fn adds_up() {}
}

/// Every key that says what an argument accepts.
#[command]
async fn keys(
    #[arg(choices("red", "Dark red" = "dark-red"), default = "red")] color: String,
    #[arg(choices(1, -2, "five" = 5))] number: Option<i64>,
    #[arg(autocomplete = data::cities)] city: Option<String>,
    #[arg(channel_types(text, "thread"))] channel: Option<GuildChannel>,
    #[arg(below_caller)] member: Option<Member>,
    #[arg(parse)] address: Option<std::net::IpAddr>,
    #[arg(parse, expected = "an IP address", default = "::1", max_len = 39)] other: std::net::IpAddr,
    #[arg(flag)] quiet: bool,
    #[arg(parse)] more: Vec<Uuid>,
) {
}

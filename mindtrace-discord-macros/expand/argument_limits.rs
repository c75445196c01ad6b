/// Every limit.
#[command]
async fn limits(
    #[arg(min = -10, max = 10)] whole: i8,
    #[arg(min = 0.5)] half: f32,
    #[arg(min_len = 2, max_len = 32)] text: String,
    #[arg(max = 100, default = 50)] percent: u8,
) {
}

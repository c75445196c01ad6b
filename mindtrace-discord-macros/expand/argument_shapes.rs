/// Every way to take arguments.
#[command]
async fn shapes(
    required: String,
    #[allow(unused_mut)] mut changed: u32,
    r#type: bool,
    _unused: std::time::Duration,
    #[arg(default = -5)] number: i64,
    #[arg(default = 0.5)] ratio: f64,
    #[arg(default = "red")] color: Color,
    #[arg(default = true)] loud: bool,
    optional: Option<User>,
    #[arg(rename = "others", description = "Everybody else")] list: Vec<Member>,
) -> Reply {
    Reply::new("")
}

#[command]
async fn echo(#[arg(rest)] text: String) -> String {
    text
}

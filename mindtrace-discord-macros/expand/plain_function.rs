#[command]
async fn ping() -> &'static str {
    "Pong!"
}

#[cfg(unix)]
#[command]
pub async fn r#move() -> anyhow::Result<Option<String>> {
    Ok(None)
}

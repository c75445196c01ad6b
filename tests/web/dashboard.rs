//! Tests the dashboard and `/docs` as an operator uses them.

use mindtrace_discord::Result;
use mindtrace_discord::config::Config;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::json;

use crate::browser::{Page, pictures};

/// Whether the open dialog is less than 20 pixels above or below the toggle of `hello`.
const NEAR: &str = "(() => { const box = document.getElementById('change').getBoundingClientRect(); \
     const toggle = document.querySelector(\"[aria-label='hello is enabled']\").getBoundingClientRect(); \
     return Math.min(Math.abs(box.top - toggle.bottom), Math.abs(toggle.top - box.bottom)) < 20; })()";

fn config(state: &str) -> Result<Config> {
    Ok(Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_HTTP_TOKEN" => Some("change-me".to_owned()),
        "DISCORD_STATE" => Some(state.to_owned()),
        _ => None,
    })?)
}

/// The HTTP status of a call of `hello`.
async fn execute(sandbox: &Sandbox) -> Result<u16> {
    let url = format!("{}/discord/execute", sandbox.http_url().unwrap());
    let call =
        reqwest::Client::new().post(url).bearer_auth("change-me").json(&json!({ "content": "!hello" }));
    Ok(call.send().await?.status().as_u16())
}

#[tokio::test]
#[ignore = "needs chromium"]
async fn a_toggle_applies_at_once_and_after_a_restart() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("dashboard-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let state = folder.join("state.json").display().to_string();
    let bot = || -> Result<_> { Ok(starter::bot().config(config(&state)?)) };
    let sandbox = Sandbox::start(bot()?).await?;
    let alice = sandbox.member("alice").await?;
    // Discord refuses a welcome before the page is open.
    sandbox.fail_next("POST", "/messages", 403, json!({ "message": "Missing Permissions", "code": 50013 }));
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    let mut page = Page::open(&sandbox.http_url().unwrap()).await?;

    // A wrong token is refused, the right one is accepted.
    page.click("#token input").await?;
    page.types("wrong").await?;
    page.press("Enter", 13, "\r").await?;
    page.until("document.getElementById('token-error').textContent.includes('DISCORD_HTTP_TOKEN')").await?;
    page.eval("document.querySelector('#token input').select()").await?;
    page.types("change-me").await?;
    page.click("#token button").await?;
    page.until("!document.getElementById('dashboard').hidden").await?;
    assert_eq!(page.eval("document.getElementById('state').textContent").await?, "connected");

    // Calls appear in the live list.
    for text in ["!hello world", "!add 1 2", "!helo"] {
        alice.says(text).await?;
    }
    page.until("document.querySelectorAll('#live tr').length >= 4").await?;
    let first = "document.querySelector('#live tr:last-child td:nth-child(2)').textContent";
    assert_eq!(page.eval(first).await?, "welcome (MemberJoin)");

    // The earlier failure is listed with its reference. Charts show latency and rate.
    page.until("document.querySelector('#failures code')?.textContent.length > 5").await?;
    page.until("document.querySelectorAll('#latency circle').length >= 3").await?;
    page.until("[...document.querySelectorAll('#rate rect')].some((one) => one.height.baseVal.value > 0)")
        .await?;
    assert_eq!(
        page.eval("document.querySelector('#shards td:nth-child(2)').textContent").await?,
        "connected"
    );

    // A toggle asks first. Escape cancels, and the focus is on the toggle again.
    let toggle = "[aria-label='hello is enabled']";
    page.click(toggle).await?;
    page.until("document.activeElement.id === 'reason'").await?;
    assert_eq!(page.eval(NEAR).await?, true, "the dialog is at the toggle");
    page.press("Escape", 27, "").await?;
    page.until("document.activeElement.getAttribute('aria-label') === 'hello is enabled'").await?;
    assert_eq!(alice.says("!hello world").await?.content, "Hello world!");

    // Disables a command, with a reason.
    page.click(toggle).await?;
    page.until("document.activeElement.id === 'reason'").await?;
    page.types("it is being mended").await?;
    page.press("Enter", 13, "\r").await?;
    page.until(
        "document.querySelector(\"[aria-label='hello is enabled']\").getAttribute('aria-checked') === 'false'",
    )
    .await?;
    assert!(alice.says("!hello").await?.content.contains("disabled"));
    assert!(alice.slash("hello").send().await?.content.contains("disabled"));
    assert_eq!(execute(&sandbox).await?, 409);
    page.until("document.getElementById('toggles').textContent.includes('it is being mended')").await?;
    page.until("document.getElementById('numbers').textContent.includes('3 of 4')").await?;
    for dark in [false, true] {
        let name = if dark { "dashboard-dark.png" } else { "dashboard.png" };
        page.eval("scrollTo(0, 0)").await?;
        page.picture(dark, &pictures().join(name)).await?;
    }

    // It is still disabled after a restart. The keyboard enables it again.
    let discord = sandbox.stop().await?;
    let sandbox = Sandbox::start_on(discord, bot()?).await?;
    assert!(alice.says("!hello").await?.content.contains("disabled"));
    assert!(alice.slash("hello").send().await?.content.contains("disabled"));
    assert_eq!(execute(&sandbox).await?, 409);
    let mut page = Page::open(&sandbox.http_url().unwrap()).await?;
    page.click("#token input").await?;
    page.types("change-me").await?;
    page.press("Enter", 13, "\r").await?;
    page.until("!document.getElementById('dashboard').hidden").await?;
    page.until(
        "document.querySelector(\"[aria-label='hello is enabled']\")?.getAttribute('aria-checked') === 'false'",
    )
    .await?;
    page.eval("document.querySelector(\"[aria-label='hello is enabled']\").focus()").await?;
    page.press(" ", 32, " ").await?;
    page.until("document.activeElement.id === 'reason'").await?;
    page.press("Enter", 13, "\r").await?;
    page.until(
        "document.querySelector(\"[aria-label='hello is enabled']\").getAttribute('aria-checked') === 'true'",
    )
    .await?;
    assert_eq!(alice.says("!hello world").await?.content, "Hello world!");
    // The focus returns to the toggle.
    page.until("document.activeElement.getAttribute('aria-label') === 'hello is enabled'").await?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

#[tokio::test]
#[ignore = "needs chromium"]
async fn the_api_can_be_read_and_tried_in_the_browser() -> Result<()> {
    let sandbox = Sandbox::start(starter::bot().config(config("off")?)).await?;
    let mut page = Page::open(&format!("{}/docs", sandbox.http_url().unwrap())).await?;
    page.click("#token input").await?;
    page.types("change-me").await?;
    page.press("Enter", 13, "\r").await?;
    page.until("document.querySelectorAll('.opblock').length > 25").await?;
    page.click("#operations-Fun-command_hello .opblock-summary-control").await?;
    page.click("#operations-Fun-command_hello .try-out__btn").await?;
    page.click("#operations-Fun-command_hello .execute").await?;
    page.until("document.querySelector('#operations-Fun-command_hello .live-responses-table')?.textContent.includes('Hello string!')").await?;
    Ok(())
}

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

/// The row of `hello` in the table of the commands.
const ROW_OF_HELLO: &str =
    "[...document.querySelectorAll('#commands tr')].find((row) => row.textContent.includes('hello'))";

/// Whether nothing is wider than the window.
const FITS: &str = "document.documentElement.scrollWidth <= 390 && [...document.querySelectorAll('main:not([hidden]) > *')]\
     .every((one) => one.getBoundingClientRect().right <= 390)";

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
    page.until("document.querySelector('#latency circle')").await?;
    page.until("[...document.querySelectorAll('#rate rect')].some((one) => one.height.baseVal.value > 0)")
        .await?;
    assert_eq!(
        page.eval("document.querySelector('#shards td:nth-child(2)').textContent").await?,
        "connected"
    );

    // The health says what failed, and the table of the commands how often.
    page.until("document.getElementById('problems').textContent.includes('1 event failed')").await?;
    page.until(&format!("{ROW_OF_HELLO}?.cells[2].textContent === '1'")).await?;
    // The keyboard reads the chart minute by minute.
    page.eval("document.getElementById('rate').focus()").await?;
    page.press("Home", 36, "").await?;
    page.until("document.getElementById('rate').getAttribute('aria-valuenow') === '0'").await?;
    page.until("document.getElementById('rate-now').textContent.includes('0 succeeded')").await?;
    page.press("End", 35, "").await?;
    page.until("document.getElementById('rate-now').textContent.startsWith('now: ')").await?;
    // A reload keeps the history.
    page.reload().await?;
    page.until("document.querySelector('#rate rect') && document.querySelector('#latency circle')").await?;
    page.until(&format!("{ROW_OF_HELLO}?.cells[2].textContent === '1'")).await?;

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

async fn sign_in(page: &mut Page) -> Result<()> {
    page.click("#token input").await?;
    page.types("change-me").await?;
    page.press("Enter", 13, "\r").await?;
    page.until("!document.getElementById('dashboard').hidden").await
}

#[tokio::test]
#[ignore = "needs chromium"]
async fn a_new_bot_says_what_to_do_first() -> Result<()> {
    let sandbox = Sandbox::start(starter::bot().config(config("off")?)).await?;
    let mut page = Page::open(&sandbox.http_url().unwrap()).await?;
    sign_in(&mut page).await?;
    let health = "document.getElementById('health').textContent";
    assert_eq!(page.eval(health).await?, "The bot is connected. No problems in the last hour.");
    page.until("document.getElementById('no-calls').textContent.startsWith('No calls yet. Type !')").await?;
    assert_eq!(
        page.eval("document.getElementById('failures-empty').textContent").await?,
        "None in the last hour."
    );
    assert_eq!(page.eval("document.getElementById('live').closest('table').hidden").await?, true);
    page.click("#no-calls a").await?;
    page.until("!document.getElementById('playground').hidden").await?;
    // A call makes the text disappear.
    sandbox.member("alice").await?.says("!hello").await?;
    page.eval("location.hash = '#dashboard'").await?;
    page.until("document.getElementById('no-calls').hidden").await?;
    page.until("document.querySelector('#live tr')").await?;
    Ok(())
}

#[tokio::test]
#[ignore = "needs chromium"]
async fn nothing_is_cut_off_on_a_small_screen() -> Result<()> {
    let sandbox = Sandbox::start(starter::bot().config(config("off")?)).await?;
    sandbox.fail_next("POST", "/messages", 403, json!({ "message": "Missing Permissions", "code": 50013 }));
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    let alice = sandbox.member("alice").await?;
    alice.says("!hello a-name-that-is-much-longer-than-the-others-of-this-server").await?;
    sandbox.settle().await?;
    let mut page = Page::open(&sandbox.http_url().unwrap()).await?;
    page.small().await?;
    sign_in(&mut page).await?;
    page.until("document.querySelectorAll('#live tr').length >= 1 && document.querySelector('#failures tr')")
        .await?;
    assert_eq!(page.eval(FITS).await?, true);
    let tables = "[...document.querySelectorAll('#dashboard .scroll')].every((one) => one.scrollWidth <= one.clientWidth)";
    assert_eq!(page.eval(tables).await?, true, "a table has to be scrolled");
    page.picture(false, &pictures().join("dashboard-small.png")).await?;
    page.click("[aria-label='hello is enabled']").await?;
    page.until("document.activeElement.id === 'reason'").await?;
    assert_eq!(page.eval(FITS).await?, true);
    Ok(())
}

#[tokio::test]
#[ignore = "needs chromium"]
async fn problems_are_described_in_words() -> Result<()> {
    let sandbox = Sandbox::start(starter::bot().config(config("off")?)).await?;
    let mut page = Page::open(&sandbox.http_url().unwrap()).await?;
    let shards = json!([
        { "id": 0, "state": "connected", "reading": false },
        { "id": 1, "state": "resuming", "reading": true },
    ]);
    let status =
        json!({ "state": "degraded", "shards": shards, "redis_answers": false, "blocking": ["report"] });
    let minute = json!({ "calls": { "failed": 2 }, "events": { "failed": 0, "dropped": 7 } });
    let history = json!({ "minutes": [minute] });
    let found = page
        .eval(&format!("import('/page/health.js').then(({{ health }}) => health({status}, {history}))"))
        .await?;
    assert_eq!(found["text"], "The bot is degraded. 6 problems:");
    let problems = found["problems"].as_array().unwrap();
    let expected = [
        "Shard 1 is not connected",
        "Shard 0 waits",
        "Redis",
        "report",
        "7 events dropped",
        "2 calls failed",
    ];
    for (problem, text) in problems.iter().zip(expected) {
        assert!(problem.as_str().unwrap().contains(text), "{problem}: {text}");
    }
    let ticks = "import('/page/charts.js').then(({ ticks }) => [0, 1, 3, 7, 100, 350].map(ticks))";
    let expected =
        json!([[0, 1], [0, 1], [0, 1, 2, 3], [0, 2, 4, 6, 8], [0, 50, 100], [0, 100, 200, 300, 400]]);
    assert_eq!(page.eval(ticks).await?, expected);
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
    // The document has the bot's name, and its commands come first.
    assert_eq!(page.eval("document.title").await?, "API of sandbot");
    page.until("document.querySelector('.info .title').textContent.startsWith('sandbot')").await?;
    page.until("document.querySelector('.opblock').id.includes('-command_')").await?;
    page.click("#operations-Fun-command_hello .opblock-summary-control").await?;
    page.click("#operations-Fun-command_hello .try-out__btn").await?;
    page.click("#operations-Fun-command_hello .execute").await?;
    page.until("document.querySelector('#operations-Fun-command_hello .live-responses-table')?.textContent.includes('Hello string!')").await?;
    Ok(())
}

//! Tests the playground in Chromium, with clicks and keys. Needs Debian's `chromium`:
//! `cargo test -p tests --test playground -- --ignored`.
//!
//! `PICTURES=docs` rewrites the screenshots of the documents. A separate program, because it links the showcase.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../web/browser.rs"]
#[allow(dead_code, reason = "the other suite uses more of it")]
mod browser;

use mindtrace_discord::Result;
use mindtrace_discord::config::Config;
use mindtrace_discord::sandbox::{Discord, Sandbox, over_http};

use crate::browser::{Page, pictures};

async fn sandbox() -> Result<Sandbox> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_HTTP_TOKEN" => Some("change-me".to_owned()),
        _ => None,
    })?;
    Ok(Sandbox::start(showcase::bot().config(config)).await?)
}

async fn open(sandbox: &Sandbox) -> Result<Page> {
    let mut page = Page::open(&format!("{}/#playground", sandbox.http_url().unwrap())).await?;
    page.click("#token input").await?;
    page.types("change-me").await?;
    page.press("Enter", 13, "\r").await?;
    page.until("!document.getElementById('playground').hidden").await?;
    Ok(page)
}

/// Sends a message with Enter.
async fn write(page: &mut Page, text: &str) -> Result<()> {
    page.click("#text").await?;
    page.types(text).await?;
    page.press("Enter", 13, "\r").await
}

/// Waits until the last message contains a text.
async fn last(page: &mut Page, text: &str) -> Result<()> {
    let text = serde_json::to_string(text)?;
    page.until(&format!("document.querySelector('#messages > li:last-child')?.textContent.includes({text})"))
        .await
}

/// Types `/name`, selects the first suggested command, and types its options in order.
async fn slash(page: &mut Page, name: &str, options: &[&str]) -> Result<()> {
    page.click("#text").await?;
    page.types(&format!("/{name}")).await?;
    page.until("document.querySelector('#composer [role=option][aria-selected=true]')").await?;
    page.press("Enter", 13, "\r").await?;
    page.until("!document.getElementById('slash').hidden").await?;
    for option in options {
        page.types(option).await?;
        page.press("Tab", 9, "").await?;
    }
    page.click("#slash button.primary").await
}

#[tokio::test]
#[ignore = "needs chromium"]
async fn the_playground_works_like_discords_client() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    sandbox.member("bob").await?;
    let mut page = open(&sandbox).await?;
    assert_eq!(page.eval("document.getElementById('channel').textContent").await?, "#general");

    // A message, and an embed in the reply.
    write(&mut page, "!card").await?;
    last(&mut page, "With a field.").await?;
    page.until("document.querySelector('#messages .embed dt')?.textContent === 'For'").await?;

    // A slash command with autocomplete.
    page.click("#text").await?;
    page.types("/trav").await?;
    page.until("document.querySelector('#composer [role=option]')?.textContent.includes('/travel')").await?;
    page.press("Enter", 13, "\r").await?;
    page.until("document.activeElement.dataset.option === 'to'").await?;
    page.types("lo").await?;
    page.until("document.querySelector('#slash [role=option]')?.textContent === 'London'").await?;
    page.press("Enter", 13, "\r").await?;
    assert_eq!(page.eval("document.activeElement.value").await?, "London");
    page.press("Enter", 13, "\r").await?;
    last(&mut page, "London").await?;
    last(&mut page, "alice used /travel").await?;

    // Buttons.
    slash(&mut page, "ask", &["Tea or coffee?"]).await?;
    last(&mut page, "Tea or coffee?").await?;
    page.click("#messages > li:last-child .button.success").await?;
    last(&mut page, "alice says yes to").await?;

    // A select menu, and an ephemeral reply.
    slash(&mut page, "order", &[]).await?;
    last(&mut page, "What would you like?").await?;
    page.click("#messages > li:last-child .row > .menu > summary").await?;
    page.click("#messages > li:last-child input[value=soup]").await?;
    page.click("#messages > li:last-child input[value=cake]").await?;
    page.click("#messages > li:last-child .row > .menu form > button").await?;
    last(&mut page, "You get soup and cake.").await?;
    last(&mut page, "Only you can see this").await?;

    // A modal, submitted with the keyboard alone.
    slash(&mut page, "opinion", &[]).await?;
    page.until("document.getElementById('modal').open").await?;
    page.until("document.activeElement.tagName === 'INPUT'").await?;
    page.types("The new page").await?;
    page.press("Tab", 9, "").await?;
    page.press(" ", 32, " ").await?;
    for _ in 0..3 {
        page.press("ArrowDown", 40, "").await?;
    }
    assert_eq!(page.eval("document.querySelector('#modal input:checked').value").await?, "4");
    page.press("Tab", 9, "").await?;
    page.until("document.activeElement.tagName === 'SELECT'").await?;
    page.press("End", 35, "").await?;
    assert_eq!(page.eval("document.querySelector('#modal select').selectedOptions[0].text").await?, "@bob");
    for dark in [false, true] {
        let name = if dark { "playground-modal-dark.png" } else { "playground-modal.png" };
        page.picture(dark, &std::env::temp_dir().join(name)).await?;
    }
    page.click("#modal button.primary").await?;
    last(&mut page, "The new page: ★★★★ bob agrees.").await?;

    // Reactions: added from the menu, removed by clicking the reaction.
    page.click("#messages > li:nth-child(2) .tools .menu > summary").await?;
    page.click("#messages > li:nth-child(2) [aria-label='React with 🎉']").await?;
    page.until("document.querySelector('.reaction')?.getAttribute('aria-label') === '🎉, 1'").await?;
    let card = alice.messages()[1].clone();
    assert_eq!(alice.looks_at(&card).await?.reactions[0].users, [alice.id()]);
    page.click(".reaction").await?;
    page.until("!document.querySelector('.reaction')").await?;

    // Another member does not see ephemeral replies; the page shows why an action is refused.
    page.click("#messages > li:nth-child(2) .tools .menu > summary").await?;
    page.click("#messages > li:nth-child(2) [aria-label='React with 👍']").await?;
    page.until("document.querySelector('.reaction')?.getAttribute('aria-pressed') === 'true'").await?;
    page.eval("document.querySelector('#messages').scrollTop = 1e9").await?;
    for dark in [false, true] {
        let name = if dark { "playground-dark.png" } else { "playground.png" };
        page.picture(dark, &pictures().join(name)).await?;
    }
    assert_eq!(page.eval("document.querySelectorAll('.ephemeral').length").await?, 2);
    page.click(
        "[data-key='member/ID']".replace("ID", &sandbox.member("bob").await?.id().to_string()).as_str(),
    )
    .await?;
    page.click(".member[open] button").await?;
    page.until("document.getElementById('acting-user').selectedOptions[0].text === 'bob'").await?;
    page.until("document.querySelectorAll('.ephemeral').length === 0").await?;
    page.until("document.querySelector('.reaction')?.getAttribute('aria-pressed') === 'false'").await?;
    page.click("#messages > li:nth-child(1) [data-key$='/tool/Delete']").await?;
    page.until("document.getElementById('action-error').textContent.includes('not theirs')").await?;

    // A member joins and leaves.
    page.click("#join input").await?;
    page.types("dora").await?;
    page.press("Enter", 13, "\r").await?;
    page.until(
        "[...document.querySelectorAll('#members summary')].some((one) => one.textContent === 'Ddora')",
    )
    .await?;
    let dora = sandbox.member("dora").await?;
    page.click(&format!("[data-key='member/{}']", dora.id())).await?;
    page.click(&format!("[data-key='member/{}/Leave']", dora.id())).await?;
    page.until(&format!("document.querySelector('[data-key=\"member/{}/Join again\"]')", dora.id())).await?;

    // Direct messages.
    page.click("[data-key='channel/dm']").await?;
    page.until("document.querySelectorAll('#messages > li').length === 0").await?;
    write(&mut page, "!shout hello").await?;
    last(&mut page, "HELLO").await?;
    Ok(())
}

#[tokio::test]
#[ignore = "needs chromium"]
async fn the_playground_needs_no_bot_of_this_framework() -> Result<()> {
    let discord = over_http(Discord::builder().token("change-me")).start().await?;
    let alice = discord.member("alice").await?;
    let mut page = Page::open(&format!("{}/sandbox", discord.url())).await?;
    page.click("#token input").await?;
    page.types("change-me").await?;
    page.press("Enter", 13, "\r").await?;
    page.until("!document.getElementById('playground').hidden").await?;
    assert_eq!(page.eval("document.querySelector('header nav').hidden").await?, true);
    write(&mut page, "hello").await?;
    last(&mut page, "hello").await?;
    // A change by another client appears without a click.
    alice.posts("from elsewhere").await?;
    last(&mut page, "from elsewhere").await?;
    // Without reactions, embeds and files, as most messages are.
    page.until("document.querySelector('#messages > li:last-child .text')?.textContent === 'from elsewhere'")
        .await?;
    assert_eq!(page.eval("document.querySelectorAll('.message > .whole').length").await?, 0);
    assert_eq!(page.eval("document.getElementById('action-error').textContent").await?, "");
    Ok(())
}

#[tokio::test]
#[ignore = "needs chromium"]
async fn a_small_screen_has_drawers_and_shows_the_composer() -> Result<()> {
    let sandbox = sandbox().await?;
    sandbox.member("alice").await?;
    let mut page = open(&sandbox).await?;
    page.small().await?;
    page.until("innerWidth === 390").await?;
    let fits =
        "document.documentElement.scrollWidth <= 390 && document.documentElement.scrollHeight <= innerHeight";
    let is_visible = "document.getElementById('composer').getBoundingClientRect().bottom <= innerHeight";
    page.until(fits).await?;
    page.until(is_visible).await?;
    for number in 0..5 {
        write(&mut page, &format!("!shout number {number}")).await?;
        last(&mut page, &format!("NUMBER {number}")).await?;
    }
    page.until(fits).await?;
    page.until(is_visible).await?;

    // Escape closes a drawer, and the focus returns to its button.
    page.click("#open-members").await?;
    page.until("document.getElementById('member-drawer').contains(document.activeElement)").await?;
    assert_eq!(page.eval("document.getElementById('open-members').ariaExpanded").await?, "true");
    page.press("Escape", 27, "").await?;
    page.until("document.activeElement.id === 'open-members'").await?;
    // A closed drawer is not reached with the keyboard.
    let hidden = "getComputedStyle(document.getElementById('member-drawer')).visibility === 'hidden'";
    page.until(hidden).await?;

    // A channel closes the drawer.
    page.click("#open-channels").await?;
    page.until("document.getElementById('channel-drawer').getBoundingClientRect().left === 0").await?;
    page.picture(false, &pictures().join("playground-small.png")).await?;
    page.click("[data-key='channel/dm']").await?;
    page.until("document.getElementById('shade').hidden").await?;
    page.until("document.querySelectorAll('#messages > li').length === 0").await?;
    write(&mut page, "!shout hello").await?;
    last(&mut page, "HELLO").await?;
    Ok(())
}

/// Makes the page receive a message without an author, which it cannot show.
const BROKEN: &str = "const real = window.fetch; window.fetch = async (path, options) => {
    const response = await real(path, options);
    if (!path.startsWith('/sandbox/view')) return response;
    const view = await response.json();
    view.messages.at(-1).author = null;
    return new Response(JSON.stringify(view));
}; true";

#[tokio::test]
#[ignore = "needs chromium"]
async fn a_message_that_cannot_be_shown_hides_no_other() -> Result<()> {
    let discord = over_http(Discord::builder().token("change-me")).start().await?;
    let alice = discord.member("alice").await?;
    let mut page = Page::open(&format!("{}/sandbox", discord.url())).await?;
    page.click("#token input").await?;
    page.types("change-me").await?;
    page.press("Enter", 13, "\r").await?;
    page.until("!document.getElementById('playground').hidden").await?;
    write(&mut page, "hello").await?;
    last(&mut page, "hello").await?;
    page.eval(BROKEN).await?;
    alice.posts("from elsewhere").await?;
    last(&mut page, "This message cannot be shown").await?;
    // The text has the width of the list, not that of an avatar.
    let is_wide =
        "document.querySelector('#messages > li:last-child > p').getBoundingClientRect().width > 200";
    page.until(is_wide).await?;
    page.until("document.querySelector('#messages .text')?.textContent === 'hello'").await?;
    Ok(())
}

#[tokio::test]
#[ignore = "needs chromium"]
async fn the_printed_link_signs_in_and_hides_the_token() -> Result<()> {
    let discord = over_http(Discord::builder().token("change me")).start().await?;
    discord.member("alice").await?;
    let mut page = Page::open(&format!("{}/sandbox#token=change%20me", discord.url())).await?;
    page.until("!document.getElementById('playground').hidden").await?;
    assert_eq!(page.eval("location.hash").await?, "");
    assert_eq!(page.eval("document.getElementById('token').hidden").await?, true);
    Ok(())
}

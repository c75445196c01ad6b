//! Clicks that a handler waits for, and questions with yes and no.

use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};

/// Delete all notes.
#[command]
async fn clear(ctx: &Context) -> Result<&'static str> {
    Ok(if ctx.confirm("Delete all notes?").await? { "Deleted." } else { "Nothing was deleted." })
}

/// Choose a side and a colour.
#[command(timeout = "5s")]
async fn choose(ctx: &Context) -> Result<String> {
    let mut clicks = ctx.clicks()?;
    let buttons = [clicks.button("light", "Light"), clicks.button("dark", "Dark")];
    ctx.reply(Reply::new("Which side?").buttons(buttons)).await?;
    let side = ctx.wait_for_click(&mut clicks, Duration::from_mins(10)).await?;
    let menu = clicks.select("colour", [SelectOption::new("Red", "red"), SelectOption::new("Blue", "blue")]);
    side.update(Reply::new(format!("The {} side.", side.name)).select(menu.placeholder("Colour"))).await?;
    let colour = ctx.wait_for_click(&mut clicks, Duration::from_mins(10)).await?;
    colour.reply(Reply::new("Noted.").ephemeral()).await?;
    Ok(format!("{} {:?} {}", colour.name, colour.values, colour.user.name))
}

/// Show a salary.
#[command(ephemeral)]
async fn salary(ctx: &Context) -> Result<()> {
    let mut clicks = ctx.clicks()?;
    ctx.reply(Reply::new("Sure?").buttons([clicks.button("show", "Show")])).await?;
    let click = ctx.wait_for_click(&mut clicks, Duration::from_mins(1)).await?;
    click.reply("It is high.").await?;
    Ok(())
}

async fn start() -> Result<Sandbox> {
    let registry = Registry::empty().command::<clear>().command::<choose>().command::<salary>();
    let discord = Discord::builder().clock_stopped_at("2026-03-01T08:30:00Z".parse()?).start().await?;
    Ok(Sandbox::start_on(discord, Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn a_question_is_answered_by_its_caller_once() -> Result<()> {
    let sandbox = start().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    for (button, answer) in [("Yes", "Deleted."), ("No", "Nothing was deleted.")] {
        for by_slash in [false, true] {
            let asked =
                if by_slash { alice.slash("clear").send().await? } else { alice.says("!clear").await? };
            assert_eq!(asked.content, "Delete all notes?");
            assert_eq!(bob.clicks(&asked, "Yes").await?.content, "This is for another user.");
            alice.click(&asked, button).acknowledged().await?;
            assert_eq!(alice.sees().await?.content, answer);
            let asked = alice.looks_at(&asked).await?;
            assert_eq!(asked.raw["components"][0]["components"][0]["disabled"], true);
        }
    }
    Ok(())
}

#[tokio::test]
async fn silence_ends_a_question() -> Result<()> {
    let sandbox = start().await?;
    let alice = sandbox.member("alice").await?;
    let asked = alice.says("!clear").await?;
    sandbox.advance(Duration::from_secs(59)).await?;
    assert!(alice.messages().iter().all(|message| !message.content.contains("waited too long")));
    sandbox.advance(Duration::from_secs(1)).await?;
    assert_eq!(alice.sees().await?.content, "I waited too long for an answer, so I stopped.");
    assert_eq!(alice.looks_at(&asked).await?.raw["components"][0]["components"][1]["disabled"], true);
    Ok(())
}

#[tokio::test]
async fn a_handler_waits_for_clicks_and_selections_beyond_its_timeout() -> Result<()> {
    let sandbox = start().await?;
    let alice = sandbox.member("alice").await?;
    let asked = alice.slash("choose").send().await?;
    sandbox.advance(Duration::from_secs(500)).await?;
    alice.click(&asked, "Dark").acknowledged().await?;
    sandbox.settle().await?;
    let asked = alice.looks_at(&asked).await?;
    assert_eq!(asked.content, "The dark side.");
    assert_eq!(alice.selects(&asked, "Colour", &["Blue"]).await?.content, "Noted.");
    assert_eq!(alice.sees().await?.content, "colour [\"blue\"] alice");
    Ok(())
}

#[tokio::test]
async fn an_answer_to_a_click_is_as_private_as_its_command() -> Result<()> {
    let sandbox = start().await?;
    let alice = sandbox.member("alice").await?;
    let asked = alice.slash("salary").send().await?;
    let told = alice.clicks(&asked, "Show").await?;
    assert_eq!((told.content.as_str(), told.ephemeral), ("It is high.", true));
    Ok(())
}

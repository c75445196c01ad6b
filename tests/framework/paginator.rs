//! Paginators: turned by their caller and disabled at the timeout; the help built on them.

use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::help::Help;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Answer, Sandbox};

use crate::api::Api;

#[command(category = "Books")]
async fn book(ctx: &Context) -> Result<()> {
    Paginator::new((1..=3).map(|page| format!("Page {page}"))).send(ctx).await?;
    Ok(())
}

/// Pages with a short timeout.
#[command(category = "Books")]
async fn brief(ctx: &Context) -> Result<()> {
    Paginator::new(["One", "Two"]).timeout(Duration::from_millis(200)).for_everyone().send(ctx).await?;
    Ok(())
}

/// Ban a user.
///
/// It is for good.
#[command(category = "Moderation", permissions(BAN_MEMBERS), aliases("hammer"), cooldown(uses = 2, per = "1m", scope = guild))]
async fn ban(
    /// The user to ban
    who: User,
    #[arg(max_len = 100)] reason: Option<String>,
) -> String {
    format!("{} {reason:?}", who.name)
}

#[command(hidden)]
async fn hidden() {}

#[command(disabled)]
async fn off() {}

#[command(dm_only)]
async fn private() {}

#[command(surfaces(slash))]
async fn wave(at: User) -> String {
    at.name
}

/// Notes.
#[group(category = "Notes")]
mod note {
    use super::command;

    /// Write one.
    #[command]
    pub(super) async fn write() {}

    /// Read one.
    #[command]
    pub(super) async fn read() {}
}

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<book>()
        .command::<brief>()
        .command::<ban>()
        .command::<hidden>()
        .command::<off>()
        .command::<private>()
        .command::<wave>()
        .command::<note::write>()
        .command::<note::read>();
    Ok(Sandbox::start(Bot::builder().registry(registry).help()).await?)
}

#[tokio::test]
async fn only_the_caller_turns_pages() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let book = alice.slash("book").send().await?;
    assert_eq!(book.content, "Page 1");
    assert!(alice.clicks(&book, "◀").await.is_err(), "there is no page before the first");
    let second = alice.clicks(&book, "▶").await?;
    assert_eq!((second.content.as_str(), second.id), ("Page 2", book.id));
    assert_eq!(bob.clicks(&second, "▶").await?.content, "This is for another user.");
    let third = alice.clicks(&second, "▶").await?;
    assert_eq!(alice.clicks(&third, "◀").await?.content, "Page 2");
    Ok(())
}

#[tokio::test]
async fn an_http_caller_gets_all_pages() -> Result<()> {
    let sandbox = sandbox().await?;
    let body = Api::of(&sandbox).execute("!book").await.body;
    assert_eq!(
        (body["response"].as_str(), body["followups"].as_array().map(Vec::len)),
        (Some("Page 1"), Some(2))
    );
    Ok(())
}

#[tokio::test]
async fn buttons_are_disabled_after_the_timeout() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    for message in [alice.says("!brief").await?, alice.slash("brief").send().await?] {
        let mut changes = sandbox.discord().watch();
        let mut current = alice.looks_at(&message).await?;
        while !is_disabled(&current) {
            changes.changed().await?;
            current = alice.looks_at(&message).await?;
        }
        assert!(alice.clicks(&current, "▶").await.is_err(), "a disabled button cannot be clicked");
    }
    Ok(())
}

fn is_disabled(message: &Answer) -> bool {
    let rows = message.raw["components"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
    rows.into_iter().all(|button| button["disabled"] == true)
}

#[tokio::test]
async fn buttons_are_disabled_when_the_bot_stops() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let book = alice.slash("book").send().await?;
    let discord = sandbox.stop().await?;
    assert!(is_disabled(&alice.looks_at(&book).await?));
    drop(discord);
    Ok(())
}

#[tokio::test]
async fn help_lists_what_the_caller_can_use_here() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    for help in [alice.says("!help").await?, alice.slash("help").send().await?] {
        let embed = help.embeds[0].to_string();
        assert!(embed.contains("Books") && embed.contains("note write"), "{embed}");
        for missing in ["ban", "hidden", "off`", "private"] {
            assert!(!embed.contains(missing), "{missing} in {embed}");
        }
    }
    let alice = alice.with_permissions(Permissions::BAN_MEMBERS).await?;
    assert!(alice.says("!help").await?.embeds[0].to_string().contains("!ban"));
    assert!(alice.in_dm().says("!help").await?.embeds[0].to_string().contains("private"));
    Ok(())
}

#[tokio::test]
async fn help_explains_one_command() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::BAN_MEMBERS).await?;
    let help = alice.slash("help").option("command", "hammer").send().await?.embeds[0].to_string();
    for part in [
        "It is for good.",
        "`!ban <who> [reason]`",
        "The user to ban",
        "at most 100 characters",
        "2 times in",
        "Ban Members",
    ] {
        assert!(help.contains(part), "{part} in {help}");
    }
    let help = alice.slash("help").option("command", "wave").send().await?.embeds[0].to_string();
    assert!(help.contains("`/wave <at>`"), "{help}");
    let group = alice.says("!help note").await?.embeds[0].to_string();
    assert!(group.contains("note read") && !group.contains("book"), "{group}");
    assert_eq!(alice.says("!help bann").await?.content, "There is no command `bann`. Did you mean `ban`?");
    let names = alice.slash("help").option("command", "no").suggestions("command").await?;
    assert_eq!(names.len(), 2);
    Ok(())
}

#[tokio::test]
async fn help_accepts_a_name_with_or_without_the_prefix() -> Result<()> {
    let registry = || Registry::empty().command::<book>().command::<brief>().command::<note::write>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry()).prefix("b").help()).await?;
    let alice = sandbox.member("alice").await?;
    for typed in ["book", "bbook", "/book", " BOOK ", "bBook"] {
        let help = alice.says(&format!("bhelp {typed}")).await?.embeds[0].to_string();
        assert!(help.contains("`bbook`"), "{typed}: {help}");
    }
    for typed in ["note", "bnote", "/note"] {
        assert!(alice.says(&format!("bhelp {typed}")).await?.embeds[0].to_string().contains("note write"));
    }
    for (typed, name) in [("boook", "boook"), ("bboook", "boook"), ("/boook", "boook")] {
        let answer = alice.says(&format!("bhelp {typed}")).await?.content;
        assert_eq!(answer, format!("There is no command `{name}`. Did you mean `book`?"));
    }
    let sandbox = Sandbox::start(Bot::builder().registry(registry()).help()).await?;
    let alice = sandbox.member("alice").await?;
    assert!(alice.says("!help !book").await?.embeds[0].to_string().contains("`!book`"));
    assert_eq!(alice.says("!help !").await?.content, "There is no command `!`.");
    assert_eq!(
        alice.says("!help !!book").await?.content,
        "There is no command `!book`. Did you mean `book`?"
    );
    Ok(())
}

#[test]
fn a_custom_help_command_is_not_replaced() {
    mod own {
        use mindtrace_discord::prelude::*;

        /// Mine.
        #[command]
        pub(super) async fn help() {}
    }
    let registry = Registry::empty().command::<own::help>();
    let bot = Bot::builder().registry(registry).help();
    assert!(bot.validate().is_ok());
    let builtin = Registry::empty().command::<Help>();
    assert_eq!(
        builtin.find("help").map(mindtrace_discord::command::CommandSpec::description),
        Some("Show what I can do.")
    );
}

#[tokio::test]
async fn help_has_a_footer_fields_and_may_be_private() -> Result<()> {
    let options = mindtrace_discord::help::HelpOptions::new()
        .footer("Ask in #support.")
        .field("Website", "https://example.org")
        .ephemeral();
    let registry = Registry::empty().command::<book>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry).help_with(options)).await?;
    let alice = sandbox.member("alice").await?;
    let overview = alice.slash("help").send().await?;
    assert!(overview.ephemeral);
    assert_eq!(overview.embeds[0]["footer"]["text"], "Ask in #support.");
    let fields = overview.embeds[0]["fields"].as_array().unwrap();
    assert_eq!(fields.last().unwrap()["value"], "https://example.org");
    let page = alice.slash("help").option("command", "book").send().await?;
    assert_eq!((page.ephemeral, &page.embeds[0]["footer"]["text"]), (true, &"Ask in #support.".into()));
    assert!(!page.embeds[0].to_string().contains("Website"));
    Ok(())
}

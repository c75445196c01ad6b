//! Buttons, select menus and layouts: typed values, signed ids, gates, and clicks after a restart.

use std::time::Duration;

use mindtrace_discord::component::{Block, Container, Media, Section};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::{Error, Registry};

#[command]
async fn ask(ctx: &Context) -> Reply {
    let me = ctx.author().id;
    Reply::new("Well?").buttons([
        Button::new("Yes", vote::id(7, "yes: a \"real\" ~ one")),
        Button::new("Mine", vote::id(8, "no").only_for(me)),
        Button::new("Over", vote::id(9, "late").expires_in(Duration::ZERO)),
        Button::new("Quiet", quiet::id()),
        Button::new("Change", change::id()),
    ])
}

#[component("vote:{poll}:{choice}")]
async fn vote(ctx: &Context, poll: u64, choice: String) -> String {
    format!("{} chose {choice} in {poll}", ctx.author().name)
}

#[component("quiet")]
async fn quiet() {}

#[component("change")]
async fn change() -> Reply {
    Reply::new("Changed.").update()
}

#[component("slow_change")]
async fn slow_change(ctx: &Context) -> Result<Reply> {
    ctx.defer().await?;
    Ok(Reply::new("Changed at last.").update())
}

#[component("guarded", permissions(BAN_MEMBERS), cooldown = "1h")]
async fn guarded() -> &'static str {
    "through"
}

#[component("broken")]
async fn broken() -> Result<String> {
    Err("a secret of ours".into())
}

#[command]
async fn more() -> Reply {
    Reply::new("More").buttons([
        Button::new("Slow", slow_change::id()),
        Button::new("Guarded", guarded::id()),
        Button::new("Broken", broken::id()),
    ])
}

#[command]
async fn pick() -> Reply {
    let options = [SelectOption::new("Red one", "red one"), SelectOption::new("Blue", "blue")];
    Reply::new("Pick")
        .select(Select::new(picked::id(true), options).picks(1, 2).placeholder("Colors"))
        .select(Select::users(person::id()).placeholder("Members"))
}

#[component("picked:{flag}")]
async fn picked(flag: bool, colors: Vec<String>) -> Reply {
    Reply::new(format!("{flag}: {}", colors.join("|"))).ephemeral()
}

#[component("person")]
async fn person(member: Member) -> String {
    member.user.name
}

#[command]
async fn too_long() -> Reply {
    Reply::new("x").buttons([Button::new("x", vote::id(1, "x".repeat(90)))])
}

#[command]
async fn poster() -> Reply {
    let section = Section::with_image(["Tonight"], Media::new("https://example.com/a.png"));
    let blocks = [
        Block::text("# Title"),
        Block::Section(section),
        Block::Buttons(vec![Button::new("Go", quiet::id()), Button::new("New", change_poster::id())]),
    ];
    Reply::default().layout([Block::Container(Container::new(blocks).color(0x00ff_0000))])
}

#[component("change_poster")]
async fn change_poster() -> Reply {
    Reply::default().layout([Block::text("Another one")]).update()
}

#[component("confide", ephemeral)]
async fn confide() -> Reply {
    Reply::new("A SECRET").update()
}

#[command]
async fn offer(#[arg(rest)] choice: String) -> Reply {
    Reply::new("Offer")
        .buttons([Button::new("Pick", pick_one::id(choice)), Button::new("Confide", confide::id())])
}

#[component("pick:{choice}")]
async fn pick_one(choice: String) -> String {
    format!("picked {choice}")
}

/// A component whose id equals that of `pick_one` with the value `wipe`.
#[component("pick:wipe")]
async fn a_wipe() -> &'static str {
    "everything is gone"
}

fn bot() -> BotBuilder {
    let registry = Registry::empty()
        .command::<ask>()
        .command::<vote>()
        .command::<quiet>()
        .command::<change>()
        .command::<slow_change>()
        .command::<guarded>()
        .command::<broken>()
        .command::<more>()
        .command::<pick>()
        .command::<picked>()
        .command::<person>()
        .command::<too_long>()
        .command::<poster>()
        .command::<change_poster>()
        .command::<confide>()
        .command::<offer>();
    Bot::builder().registry(registry)
}

#[tokio::test]
async fn a_button_passes_its_values_to_the_handler() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let question = alice.says("!ask").await?;
    let answer = bob.clicks(&question, "Yes").await?;
    assert_eq!(answer.content, "bob chose yes: a \"real\" ~ one in 7");
    Ok(())
}

#[tokio::test]
async fn a_button_works_after_a_restart() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let question = alice.slash("ask").send().await?;
    let discord = sandbox.stop().await?;
    let sandbox = Sandbox::start_on(discord, bot()).await?;
    assert!(alice.clicks(&question, "Yes").await?.content.ends_with("in 7"));
    sandbox.shutdown().await?;
    Ok(())
}

#[tokio::test]
async fn expired_and_foreign_buttons_are_refused_in_private() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let question = alice.says("!ask").await?;
    let refused = bob.clicks(&question, "Mine").await?;
    assert_eq!((refused.content.as_str(), refused.ephemeral), ("This is for another user.", true));
    assert_eq!(alice.clicks(&question, "Mine").await?.content, "alice chose no in 8");
    let late = alice.clicks(&question, "Over").await?;
    assert_eq!(
        (late.content.as_str(), late.ephemeral),
        ("This has expired. Please run the command again.", true)
    );
    Ok(())
}

#[tokio::test]
async fn a_click_is_acknowledged_or_changes_its_message() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let question = alice.says("!ask").await?;
    alice.click(&question, "Quiet").acknowledged().await?;
    assert_eq!(alice.looks_at(&question).await?.content, "Well?");
    let changed = alice.clicks(&question, "Change").await?;
    assert_eq!((changed.content.as_str(), changed.id), ("Changed.", question.id));
    let more = alice.slash("more").send().await?;
    let changed = alice.clicks(&more, "Slow").await?;
    assert_eq!((changed.content.as_str(), changed.id), ("Changed at last.", more.id));
    Ok(())
}

#[tokio::test]
async fn gates_apply_to_clicks() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let more = alice.says("!more").await?;
    assert!(alice.clicks(&more, "Guarded").await?.content.contains("Ban Members"));
    let alice = alice.with_permissions(Permissions::BAN_MEMBERS).await?;
    assert_eq!(alice.clicks(&more, "Guarded").await?.content, "through");
    assert!(alice.clicks(&more, "Guarded").await?.content.starts_with("Slow down"));
    let failed = alice.clicks(&more, "Broken").await?;
    assert!(failed.content.starts_with("Something went wrong on my side. Reference: `") && failed.ephemeral);
    Ok(())
}

#[tokio::test]
async fn selected_values_arrive_typed() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let select_menus = alice.says("!pick").await?;
    let colors = alice.select(&select_menus, "Colors", &["red one", "blue"]).send().await?;
    assert_eq!((colors.content.as_str(), colors.ephemeral), ("true: red one|blue", true));
    let bob = sandbox.member("bob").await?;
    let member = alice.select(&select_menus, "Members", &[&bob.id().to_string()]).send().await?;
    assert_eq!(member.content, "bob");
    Ok(())
}

#[tokio::test]
async fn a_custom_id_that_is_too_long_fails_before_sending() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    assert!(alice.says("!too_long").await?.content.starts_with("Something went wrong"));
    Ok(())
}

#[tokio::test]
async fn a_layout_is_shown_and_clicked() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let poster = alice.slash("poster").send().await?;
    assert_eq!(poster.text(), "# Title\nTonight");
    alice.click(&poster, "Go").acknowledged().await?;
    assert_eq!(alice.clicks(&poster, "New").await?.text(), "Another one");
    Ok(())
}

#[tokio::test]
async fn ambiguous_components_are_refused_at_start() {
    #[component("vote:{other}")]
    async fn rival(other: u64) {
        let _ = other;
    }
    let bot = Bot::builder().registry(Registry::empty().command::<vote>().command::<rival>());
    let Err(Error::Invalid(problems)) = bot.token("x").config(no_environment()).build().map(drop) else {
        panic!("the bot was built");
    };
    assert!(problems.to_string().contains("vote:"), "{problems}");
}

fn no_environment() -> mindtrace_discord::config::Config {
    mindtrace_discord::config::Config::from_lookup(|_| None).unwrap()
}

#[tokio::test]
async fn a_private_update_does_not_replace_a_public_message() -> Result<()> {
    let sandbox = Sandbox::start(bot().command::<pick_one>()).await?;
    let alice = sandbox.member("alice").await?;
    let offer = alice.says("!offer x").await?;
    let answer = alice.clicks(&offer, "Confide").await?;
    assert_eq!((answer.content.as_str(), answer.ephemeral), ("A SECRET", true));
    assert_eq!(alice.looks_at(&offer).await?.content, "Offer");
    Ok(())
}

#[tokio::test]
async fn a_value_cannot_select_another_handler() -> Result<()> {
    let sandbox = Sandbox::start(bot().command::<pick_one>().command::<a_wipe>()).await?;
    let alice = sandbox.member("alice").await?;
    let offer = alice.says("!offer wipe").await?;
    assert_eq!(alice.clicks(&offer, "Pick").await?.content, "picked wipe");
    Ok(())
}

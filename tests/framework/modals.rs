//! Modals: opened at once or behind a button, with typed fields, limits and a timeout.

use std::time::Duration;

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::{CommandError, Registry};

use crate::api::Api;

#[derive(Clone, Copy, Debug, Choice)]
enum Mood {
    Good,
    Bad,
}

/// About the day.
#[derive(Debug, Modal)]
#[modal(title = "Your day")]
struct Day {
    /// In a few words
    #[field(label = "Subject", min_len = 3, max_len = 40)]
    subject: String,
    #[field(label = "Stars", min = 1, max = 5)]
    stars: u8,
    mood: Option<Mood>,
    #[field(label = "More", paragraph)]
    more: Option<String>,
}

#[command]
async fn day(ctx: &Context) -> Result<String> {
    let day: Day = ctx.modal().await?;
    Ok(format!("{} {} {:?} {:?}", day.subject, day.stars, day.mood, day.more))
}

#[command(ephemeral)]
async fn private_day(ctx: &Context) -> Result<String> {
    let day: Day = ctx.modal().await?;
    Ok(day.subject)
}

#[command]
async fn too_late(ctx: &Context) -> Result<String> {
    ctx.reply("first").await?;
    assert!(!ctx.can_modal());
    match ctx.modal::<Day>().await {
        Err(CommandError::Reply(error)) => Err(UserError::new(error.to_string()).into()),
        other => Ok(format!("{other:?}")),
    }
}

#[command]
async fn impatient(ctx: &Context) -> Result<String> {
    let day: Day = ctx.modal_within(Duration::from_millis(50)).await?;
    Ok(day.subject)
}

#[command]
async fn start(ctx: &Context) -> Reply {
    Reply::new("Begin").buttons([Button::new("Open", open::id(ctx.author().id))])
}

#[component("open:{asker}")]
async fn open(ctx: &Context, asker: UserId) -> Result<Reply> {
    let day: Day = ctx.modal().await?;
    Ok(Reply::new(format!("{} for {asker}", day.subject)).update())
}

/// Fields with choices.
#[derive(Debug, Modal)]
struct Chosen {
    #[field(choices("red", "Dark blue" = "dark-blue"), default = "red")]
    color: String,
    #[field(radio)]
    mood: Mood,
    #[field(radio)]
    moods: Vec<Mood>,
    sure: bool,
    maybe: Option<bool>,
}

/// Fields with Discord's objects.
#[derive(Debug, Modal)]
struct Things {
    member: Option<Member>,
    roles: Vec<Role>,
    #[field(channel_types(text))]
    channel: GuildChannel,
    mentions: Vec<UserOrRole>,
    /// At most ten
    proof: Vec<Attachment>,
}

/// A list as text, and a single file.
#[derive(Debug, Modal)]
struct Written {
    numbers: Vec<u8>,
    picture: Option<Attachment>,
}

#[command]
async fn choose(ctx: &Context) -> Result<String> {
    let Chosen { color, mood, moods, sure, maybe } = ctx.modal().await?;
    Ok(format!("{color} {mood:?} {moods:?} {sure} {maybe:?}"))
}

#[command]
async fn things(ctx: &Context) -> Result<String> {
    let things: Things = ctx.modal().await?;
    let names = |names: Vec<String>| names.join("+");
    let mentions = things.mentions.iter().map(|mention| match mention {
        UserOrRole::User(user) => user.name.clone(),
        UserOrRole::Role(role) => role.name.clone(),
    });
    Ok(format!(
        "{:?} {} {} {} {}",
        things.member.map(|member| member.user.name),
        names(things.roles.iter().map(|role| role.name.clone()).collect()),
        things.channel.name,
        names(mentions.collect()),
        names(things.proof.iter().map(|file| format!("{} ({})", file.filename, file.size)).collect()),
    ))
}

#[command]
async fn written(ctx: &Context) -> Result<String> {
    let Written { numbers, picture } = ctx.modal().await?;
    Ok(format!("{numbers:?} {:?}", picture.map(|file| file.filename)))
}

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<day>()
        .command::<private_day>()
        .command::<too_late>()
        .command::<impatient>()
        .command::<start>()
        .command::<open>()
        .command::<choose>()
        .command::<things>()
        .command::<written>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn a_slash_command_opens_the_modal_at_once() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let modal = alice.slash("day").opens_modal().await?;
    assert_eq!(modal.title(), "Your day");
    let labels: Vec<String> = modal.fields().into_iter().map(|field| field.label).collect();
    assert_eq!(labels, ["Subject", "Stars", "Mood", "More"]);
    let answer =
        modal.set_text("Subject", "Rain").set_text("Stars", "4").select("Mood", ["Good"]).submit().await?;
    assert_eq!(answer.content, "Rain 4 Some(Good) None");
    Ok(())
}

#[tokio::test]
async fn each_field_type_has_its_component() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let modal = alice.slash("choose").opens_modal().await?;
    let kinds: Vec<u64> = modal.fields().into_iter().map(|field| field.component_type).collect();
    assert_eq!(kinds, [3, 21, 22, 23, 3]);
    let answer = modal.clone().select("Mood", ["Bad"]).submit().await?;
    assert_eq!(answer.content, "red Bad [] false None", "an untouched field has its default");
    let modal = alice.slash("choose").opens_modal().await?;
    let modal = modal.select("Color", ["Dark blue"]).select("Mood", ["Good"]);
    let modal = modal.select("Moods", ["Good", "Bad"]).check("Sure", true).select("Maybe", ["No"]);
    assert_eq!(modal.submit().await?.content, "dark-blue Good [Good, Bad] true Some(false)");
    Ok(())
}

#[tokio::test]
async fn members_channels_and_files_are_selected() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    sandbox.member("bob").await?;
    for name in ["Red Team", "Blue"] {
        sandbox.role(name, Permissions::empty()).await?;
    }
    let modal = alice.slash("things").opens_modal().await?;
    let fields = modal.fields();
    let kinds: Vec<u64> = fields.iter().map(|field| field.component_type).collect();
    assert_eq!(kinds, [5, 6, 8, 7, 19]);
    assert_eq!(fields[4].description.as_deref(), Some("At most ten"));
    assert_eq!(fields.iter().filter(|field| field.required).count(), 1);
    let modal = modal.select("Member", ["@bob"]).select("Roles", ["Red Team", "Blue"]);
    let modal = modal.select("Channel", ["#general"]).select("Mentions", ["@alice", "Blue"]);
    let modal = modal.attach("Proof", "a.txt", "one").attach("Proof", "b.txt", "three");
    let answer = modal.submit().await?;
    assert_eq!(answer.content, "Some(\"bob\") Red Team+Blue general alice+Blue a.txt (3)+b.txt (5)");
    let modal = alice.slash("written").opens_modal().await?;
    let modal = modal.set_text("Numbers", "1 2 3").attach("Picture", "cat.png", "cat");
    assert_eq!(modal.submit().await?.content, "[1, 2, 3] Some(\"cat.png\")");
    Ok(())
}

#[tokio::test]
async fn modal_input_is_checked_like_arguments() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let modal = alice.slash("day").opens_modal().await?;
    let answer = modal.set_text("Subject", "Rain").set_text("Stars", "9").submit().await?;
    assert_eq!(answer.content, "`stars` must be a whole number from 1 to 5, not `9`.");
    let modal = alice.slash("day").opens_modal().await?;
    assert!(
        modal.set_text("Subject", "ab").set_text("Stars", "1").submit().await.is_err(),
        "Discord's client refuses"
    );
    Ok(())
}

#[tokio::test]
async fn a_prefix_command_opens_the_modal_behind_a_button() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let offer = alice.says("!day").await?;
    assert_eq!(offer.content, "**Your day**");
    assert_eq!(bob.clicks(&offer, "Open").await?.content, "This is for another user.");
    // A closed modal can be opened again.
    alice.click(&offer, "Open").opens_modal().await?.closes();
    let modal = alice.click(&offer, "Open").opens_modal().await?;
    let answer = modal.set_text("Subject", "Snow").set_text("Stars", "5").submit().await?;
    assert_eq!(answer.content, "Snow 5 None None");
    Ok(())
}

#[tokio::test]
async fn a_private_modal_answer_stays_private() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let modal = alice.slash("private_day").opens_modal().await?;
    let answer = modal.set_text("Subject", "Secret").set_text("Stars", "5").submit().await?;
    assert_eq!((answer.content.as_str(), answer.ephemeral), ("Secret", true));
    Ok(())
}

#[tokio::test]
async fn a_modal_from_a_button_can_update_its_message() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let begin = alice.slash("start").send().await?;
    let modal = alice.click(&begin, "Open").opens_modal().await?;
    let changed = modal.set_text("Subject", "Sun").set_text("Stars", "5").submit().await?;
    assert_eq!((changed.content, changed.id), (format!("Sun for {}", alice.id()), begin.id));
    Ok(())
}

#[tokio::test]
async fn a_modal_that_cannot_open_is_a_typed_error() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("too_late").send().await?.content, "first");
    sandbox.settle().await?;
    assert!(sandbox.transcript().contains("a modal must be the first response"), "{}", sandbox.transcript());
    let refused = Api::of(&sandbox).execute("!day").await;
    assert_eq!((refused.status.as_u16(), refused.body["code"].as_str()), (501, Some("no_modal")));
    Ok(())
}

#[tokio::test]
async fn an_unsubmitted_modal_times_out() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let modal = alice.slash("impatient").opens_modal().await?;
    let timed_out = alice.sees().await?;
    assert_eq!(
        (timed_out.content.as_str(), timed_out.ephemeral),
        ("The modal was not submitted in time.", true)
    );
    let late = modal.set_text("Subject", "Late").set_text("Stars", "1").submit().await?;
    assert_eq!(
        (late.content.as_str(), late.ephemeral),
        ("This has expired. Please run the command again.", true)
    );
    Ok(())
}

/// Colors and pictures.
#[derive(Debug, Modal)]
#[modal(footer = "Have **fun**!")]
struct Party {
    #[field(
        text = "# Rules\nBe kind.",
        choices("red", "blue", "green"),
        descriptions("red" = "Like fire"),
        min_values = 1,
        max_values = 2
    )]
    colors: Vec<String>,
    #[field(max_values = 1)]
    pictures: Vec<Attachment>,
}

#[command]
async fn party(ctx: &Context) -> Result<String> {
    let party: Party = ctx.modal().await?;
    Ok(format!("{} {}", party.colors.join("+"), party.pictures.len()))
}

#[tokio::test]
async fn a_modal_has_texts_and_numbers_of_values() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<party>())).await?;
    let alice = sandbox.member("alice").await?;
    let modal = alice.slash("party").opens_modal().await?;
    assert_eq!(modal.texts(), ["# Rules\nBe kind.", "Have **fun**!"]);
    let required: Vec<bool> = modal.fields().iter().map(|field| field.required).collect();
    assert_eq!(required, [true, false]);
    assert!(modal.clone().submit().await.is_err(), "at least one color");
    let three = modal.clone().select("Colors", ["red", "blue", "green"]);
    assert!(three.submit().await.is_err(), "at most two colors");
    let two = modal.clone().attach("Pictures", "a.png", "a").attach("Pictures", "b.png", "b");
    assert!(two.select("Colors", ["red"]).submit().await.is_err(), "at most one picture");
    let answer = modal.select("Colors", ["red", "blue"]).attach("Pictures", "a.png", "a").submit().await?;
    assert_eq!(answer.content, "red+blue 1");
    Ok(())
}

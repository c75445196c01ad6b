//! Forms: opened at once or behind a button, typed, limited, given up.

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
    Reply::new("Begin").buttons([Button::new("Form", open::id(ctx.author().id))])
}

#[component("open:{asker}")]
async fn open(ctx: &Context, asker: UserId) -> Result<Reply> {
    let day: Day = ctx.modal().await?;
    Ok(Reply::new(format!("{} for {asker}", day.subject)).update())
}

/// What is chosen.
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

/// Things on Discord.
#[derive(Debug, Modal)]
struct Things {
    who: Option<Member>,
    roles: Vec<Role>,
    #[field(channel_types(text))]
    place: GuildChannel,
    people: Vec<UserOrRole>,
    /// At most ten
    proof: Vec<Attachment>,
}

/// What is written as a list.
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
    let people = things.people.iter().map(|thing| match thing {
        UserOrRole::User(user) => user.name.clone(),
        UserOrRole::Role(role) => role.name.clone(),
    });
    Ok(format!(
        "{:?} {} {} {} {}",
        things.who.map(|member| member.user.name),
        names(things.roles.iter().map(|role| role.name.clone()).collect()),
        things.place.name,
        names(people.collect()),
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
async fn after_a_slash_command_the_form_opens_at_once() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let form = alice.slash("day").opens_modal().await?;
    assert_eq!(form.title(), "Your day");
    let labels: Vec<String> = form.fields().into_iter().map(|field| field.label).collect();
    assert_eq!(labels, ["Subject", "Stars", "Mood", "More"]);
    let answer = form.fill("Subject", "Rain").fill("Stars", "4").select("Mood", ["Good"]).submit().await?;
    assert_eq!(answer.content, "Rain 4 Some(Good) None");
    Ok(())
}

#[tokio::test]
async fn a_field_looks_like_its_type() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let form = alice.slash("choose").opens_modal().await?;
    let kinds: Vec<u64> = form.fields().into_iter().map(|field| field.component_type).collect();
    assert_eq!(kinds, [3, 21, 22, 23, 3]);
    let answer = form.clone().select("Mood", ["Bad"]).submit().await?;
    assert_eq!(answer.content, "red Bad [] false None", "what is left alone is its default");
    let form = alice.slash("choose").opens_modal().await?;
    let form = form.select("Color", ["Dark blue"]).select("Mood", ["Good"]);
    let form = form.select("Moods", ["Good", "Bad"]).tick("Sure", true).select("Maybe", ["No"]);
    assert_eq!(form.submit().await?.content, "dark-blue Good [Good, Bad] true Some(false)");
    Ok(())
}

#[tokio::test]
async fn people_places_and_files_are_chosen() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    sandbox.member("bob").await?;
    for name in ["Red Team", "Blue"] {
        sandbox.role(name, Permissions::empty()).await?;
    }
    let form = alice.slash("things").opens_modal().await?;
    let fields = form.fields();
    let kinds: Vec<u64> = fields.iter().map(|field| field.component_type).collect();
    assert_eq!(kinds, [5, 6, 8, 7, 19]);
    assert_eq!(fields[4].description.as_deref(), Some("At most ten"));
    assert_eq!(fields.iter().filter(|field| field.required).count(), 1);
    let form = form.select("Who", ["@bob"]).select("Roles", ["Red Team", "Blue"]);
    let form = form.select("Place", ["#general"]).select("People", ["@alice", "Blue"]);
    let form = form.attach("Proof", "a.txt", "one").attach("Proof", "b.txt", "three");
    let answer = form.submit().await?;
    assert_eq!(answer.content, "Some(\"bob\") Red Team+Blue general alice+Blue a.txt (3)+b.txt (5)");
    let form = alice.slash("written").opens_modal().await?;
    let form = form.fill("Numbers", "1 2 3").attach("Picture", "cat.png", "cat");
    assert_eq!(form.submit().await?.content, "[1, 2, 3] Some(\"cat.png\")");
    Ok(())
}

#[tokio::test]
async fn what_is_filled_in_goes_through_the_limits_of_arguments() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let form = alice.slash("day").opens_modal().await?;
    let answer = form.fill("Subject", "Rain").fill("Stars", "9").submit().await?;
    assert_eq!(answer.content, "`stars` must be a whole number from 1 to 5, not `9`.");
    let form = alice.slash("day").opens_modal().await?;
    assert!(
        form.fill("Subject", "ab").fill("Stars", "1").submit().await.is_err(),
        "Discord's client refuses"
    );
    Ok(())
}

#[tokio::test]
async fn after_a_message_a_button_opens_it_for_the_caller_alone() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let offer = alice.says("!day").await?;
    assert_eq!(offer.content, "**Your day**");
    assert_eq!(bob.clicks(&offer, "Fill in").await?.content, "This is for somebody else.");
    // Closing it and opening it again is what people do.
    alice.click(&offer, "Fill in").opens_modal().await?.closes();
    let form = alice.click(&offer, "Fill in").opens_modal().await?;
    let answer = form.fill("Subject", "Snow").fill("Stars", "5").submit().await?;
    assert_eq!(answer.content, "Snow 5 None None");
    Ok(())
}

#[tokio::test]
async fn what_is_private_stays_so() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let form = alice.slash("private_day").opens_modal().await?;
    let answer = form.fill("Subject", "Secret").fill("Stars", "5").submit().await?;
    assert_eq!((answer.content.as_str(), answer.ephemeral), ("Secret", true));
    Ok(())
}

#[tokio::test]
async fn a_form_from_a_button_may_change_its_message() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let begin = alice.slash("start").send().await?;
    let form = alice.click(&begin, "Form").opens_modal().await?;
    let changed = form.fill("Subject", "Sun").fill("Stars", "5").submit().await?;
    assert_eq!((changed.content, changed.id), (format!("Sun for {}", alice.id()), begin.id));
    Ok(())
}

#[tokio::test]
async fn a_form_that_cannot_be_opened_is_a_typed_error() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("too_late").send().await?.content, "first");
    sandbox.settle().await?;
    assert!(sandbox.transcript().contains("a form has to be the first response"), "{}", sandbox.transcript());
    let refused = Api::of(&sandbox).execute("!day").await;
    assert_eq!((refused.status.as_u16(), refused.body["code"].as_str()), (501, Some("no_form")));
    Ok(())
}

#[tokio::test]
async fn a_form_nobody_fills_in_is_given_up() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let form = alice.slash("impatient").opens_modal().await?;
    let told = alice.sees().await?;
    assert_eq!((told.content.as_str(), told.ephemeral), ("The form was not filled in in time.", true));
    let late = form.fill("Subject", "Late").fill("Stars", "1").submit().await?;
    assert_eq!(
        (late.content.as_str(), late.ephemeral),
        ("This has expired. Please run the command again.", true)
    );
    Ok(())
}

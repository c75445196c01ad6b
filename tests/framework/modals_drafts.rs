//! Modals that open with values, titles, labels and options that are set at run time.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::modal::ModalError;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;

/// The text of the only tag.
struct Tag(Mutex<String>);

impl Tag {
    fn replace(&self, text: String) -> String {
        std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), text)
    }

    fn text(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[derive(Debug, Modal)]
struct TagText {
    #[field(paragraph, max_len = 100)]
    text: String,
}

#[command]
async fn edit(ctx: &Context, tag: &Tag, name: String) -> Result<String> {
    let draft = ModalDraft::<TagText>::new().title(format!("Edit {name}"));
    let draft = draft.value("text", tag.text()).label("text", format!("New text of {name}"));
    let TagText { text } = ctx.modal_with(draft).await?;
    let old = tag.replace(text.clone());
    Ok(format!("{old} -> {text}"))
}

#[command]
async fn misnamed(ctx: &Context) -> Result<String> {
    let tag = ctx.modal_with(ModalDraft::<TagText>::new().value("txt", "old")).await?;
    Ok(tag.text)
}

#[command]
async fn too_long(ctx: &Context) -> Result<String> {
    let draft = ModalDraft::<TagText>::new().value("text", "x".repeat(101));
    match ctx.modal_with(draft).await {
        Err(CommandError::Modal(ModalError::Value(error))) => Ok(error.to_string()),
        other => Ok(format!("{other:?}")),
    }
}

#[command]
async fn hurried(ctx: &Context) -> Result<String> {
    let draft = ModalDraft::<TagText>::new().title("Hurry").timeout(Duration::from_millis(50));
    Ok(ctx.modal_with(draft).await?.text)
}

#[derive(Clone, Copy, Debug, Choice)]
enum Mood {
    Good,
    Bad,
}

/// A field of each type.
#[derive(Debug, Modal)]
struct Profile {
    shelf: String,
    #[field(label = "Mood", radio)]
    mood: Mood,
    tags: Vec<String>,
    public: bool,
    friends: Vec<User>,
}

#[command]
async fn profile(ctx: &Context, friend: User) -> Result<String> {
    let shelves = ["Novels", "Poems"].map(|name| SelectOption::new(name, name.to_lowercase()));
    let draft = ModalDraft::<Profile>::new()
        .options("shelf", shelves)
        .value("shelf", "poems")
        .value("mood", Mood::Bad)
        .value("tags", vec!["two words".to_owned(), "one".to_owned()])
        .value("public", true)
        .value("friends", [friend.id]);
    let Profile { shelf, mood, tags, public, friends } = ctx.modal_with(draft).await?;
    let friends: Vec<String> = friends.into_iter().map(|friend| friend.name).collect();
    Ok(format!("{shelf} {mood:?} {tags:?} {public} {friends:?}"))
}

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<edit>()
        .command::<misnamed>()
        .command::<too_long>()
        .command::<hurried>()
        .command::<profile>();
    let tag = Tag(Mutex::new("a\nlanguage".to_owned()));
    Ok(Sandbox::start(Bot::builder().registry(registry).state(tag)).await?)
}

#[tokio::test]
async fn a_modal_opens_with_the_old_text_and_submits_it_unless_it_is_changed() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let modal = alice.slash("edit").option("name", "rust").opens_modal().await?;
    assert_eq!(modal.title(), "Edit rust");
    let field = modal.fields().remove(0);
    assert_eq!((field.label.as_str(), field.value.as_deref()), ("New text of rust", Some("a\nlanguage")));
    let untouched = modal.clone().submit().await?;
    assert_eq!(untouched.content, "a\nlanguage -> a\nlanguage");
    let modal = alice.slash("edit").option("name", "rust").opens_modal().await?;
    let changed = modal.set_text("New text of rust", "new").submit().await?;
    assert_eq!(changed.content, "a\nlanguage -> new");
    Ok(())
}

#[tokio::test]
async fn a_modal_behind_a_button_has_the_same_title_and_values() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let offer = alice.says("!edit rust").await?;
    assert_eq!(offer.content, "**Edit rust**");
    alice.click(&offer, "Open").opens_modal().await?.closes();
    let modal = alice.click(&offer, "Open").opens_modal().await?;
    assert_eq!(modal.title(), "Edit rust");
    assert_eq!(modal.submit().await?.content, "a\nlanguage -> a\nlanguage");
    Ok(())
}

#[tokio::test]
async fn every_type_of_field_opens_with_a_value() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let modal = alice.slash("profile").option("friend", &bob).opens_modal().await?;
    let fields = modal.fields();
    let kinds: Vec<u64> = fields.iter().map(|field| field.component_type).collect();
    assert_eq!(kinds, [3, 21, 4, 23, 5]);
    assert_eq!(
        (&fields[0].options, &fields[0].selected),
        (&vec!["Novels".to_owned(), "Poems".to_owned()], &vec!["Poems".to_owned()])
    );
    assert_eq!((fields[1].selected.as_slice(), fields[3].checked), (["Bad".to_owned()].as_slice(), true));
    assert_eq!(fields[4].selected, [bob.id().to_string()]);
    let untouched = modal.clone().submit().await?;
    assert_eq!(untouched.content, "poems Bad [\"two words\", \"one\"] true [\"bob\"]");
    let modal = alice.slash("profile").option("friend", &bob).opens_modal().await?;
    let modal = modal.select("Shelf", ["Novels"]).select("Mood", ["Good"]).set_text("Tags", "");
    let modal = modal.check("Public", false).select("Friends", ["@alice"]);
    assert_eq!(modal.submit().await?.content, "novels Good [] false [\"alice\"]");
    Ok(())
}

#[tokio::test]
async fn what_a_modal_does_not_take_is_a_typed_error_and_nothing_is_sent() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert!(alice.slash("misnamed").opens_modal().await.is_err(), "no modal opens");
    sandbox.settle().await?;
    let shown = sandbox.transcript();
    assert!(shown.contains("the modal is not opened: it has no field `txt`; it has `text`"), "{shown}");
    let offer = alice.says("!misnamed").await?;
    assert!(offer.content.contains("Something went wrong"), "{}", offer.content);
    let refused = alice.slash("too_long").send().await?;
    assert!(refused.content.starts_with("`text` must be"), "{}", refused.content);
    Ok(())
}

#[tokio::test]
async fn a_draft_has_a_timeout() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let modal = alice.slash("hurried").opens_modal().await?;
    assert_eq!(modal.title(), "Hurry");
    assert_eq!(alice.sees().await?.content, "The modal was not submitted in time.");
    Ok(())
}

/// The settings of a user.
#[derive(Debug, Modal)]
struct Account {
    #[field(default = "nobody")]
    name: String,
    stars: Option<u8>,
    friends: Vec<User>,
    #[field(parse, default = "::1")]
    address: std::net::IpAddr,
}

#[command]
async fn account(ctx: &Context, friend: User) -> Result<String> {
    let address = std::net::Ipv4Addr::LOCALHOST.into();
    let old = Account { name: "alice".to_owned(), stars: Some(3), friends: vec![friend], address };
    let new = ctx.modal_with(ModalDraft::from(old).title("Your account")).await?;
    Ok(format!("{} {:?} {} {}", new.name, new.stars, new.friends.len(), new.address))
}

#[tokio::test]
async fn a_modal_opens_with_the_values_of_its_struct() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<account>())).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let modal = alice.slash("account").option("friend", &bob).opens_modal().await?;
    assert_eq!(modal.title(), "Your account");
    let fields = modal.fields();
    let values: Vec<Option<&str>> = fields.iter().map(|field| field.value.as_deref()).collect();
    assert_eq!(
        values,
        [Some("alice"), Some("3"), None, Some("::1")],
        "a parsed type opens as it is declared"
    );
    assert_eq!(fields[2].selected, [bob.id().to_string()]);
    assert_eq!(modal.submit().await?.content, "alice Some(3) 1 ::1");
    Ok(())
}

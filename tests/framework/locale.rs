//! Languages: how an answer's language is chosen, the framework's own texts, and how the files are checked.

use std::sync::Arc;

use mindtrace_discord::locale::Locales;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::store::MemoryStore;
use mindtrace_discord::{LanguageError, Registry};

use crate::api::Api;

#[derive(Clone, Copy, Debug, Choice)]
enum Size {
    Small,
    Large,
}

/// Say hello.
#[command]
async fn hello(ctx: &Context, count: Option<i64>) -> mindtrace_discord::locale::Text {
    ctx.text("greeting").arg("who", ctx.author().display_name()).arg("count", count.unwrap_or(1))
}

/// Say where one is.
#[command]
async fn language(ctx: &Context) -> String {
    format!("{} {} {}", ctx.locale(), ctx.text("greeting.title"), ctx.text("nowhere"))
}

/// Paint.
#[command]
async fn paint(size: Size, coat: u8) {
    let _ = (size, coat);
}

/// Calm a member.
#[command(permissions(MODERATE_MEMBERS))]
async fn calm() -> &'static str {
    "calm"
}

/// Ring.
#[command(cooldown = "1h")]
async fn ring() -> &'static str {
    "ring"
}

/// Take a number.
#[command]
async fn take(number: u8) -> String {
    number.to_string()
}

#[command]
async fn pages(ctx: &Context) -> Result<()> {
    Paginator::new(["One", "Two"]).send(ctx).await?;
    Ok(())
}

const ENGLISH: &str = "\
greeting = Hello { $who }, { $count ->
        [one] once
       *[other] { $count } times
    }!
    .title = Greetings";

const GERMAN: &str = "\
greeting = Hallo { $who }, { $count ->
        [one] einmal
       *[other] { $count }-mal
    }!
    .title = Grüße";

fn bot(locales: Locales) -> BotBuilder {
    let registry = Registry::empty().command::<hello>().command::<language>().command::<paint>();
    Bot::builder().registry(registry).locales(locales)
}

#[tokio::test]
async fn an_answer_uses_the_readers_language() -> Result<()> {
    let sandbox =
        Sandbox::start(bot(Locales::new([("en-US", ENGLISH), ("de", GERMAN)]).fallback("de"))).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert_eq!(alice.locale("de").slash("hello").send().await?.content, "Hallo alice, einmal!");
    // Alice's client and her guild are English; an HTTP call has no locale and uses the fallback.
    assert_eq!(alice.slash("hello").send().await?.content, "Hello alice, once!");
    assert_eq!(alice.says("!hello 3").await?.content, "Hello alice, 3 times!");
    assert_eq!(api.execute("!language").await.body["response"], "de Grüße nowhere");
    assert_eq!(alice.in_dm().says("!language").await?.content, "de Grüße nowhere");
    Ok(())
}

#[tokio::test]
async fn a_related_language_is_preferred_to_the_fallback() -> Result<()> {
    let sandbox =
        Sandbox::start(bot(Locales::new([("en-GB", ENGLISH), ("de", GERMAN)]).fallback("de"))).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("language").send().await?.content, "en-US Greetings nowhere");
    Ok(())
}

/// A bot whose own texts are English.
fn speaking() -> BotBuilder {
    let registry = Registry::empty().command::<calm>().command::<ring>().command::<take>().command::<pages>();
    Bot::builder().registry(registry).help()
}

#[tokio::test]
async fn the_framework_answers_in_the_readers_language() -> Result<()> {
    let sandbox = Sandbox::start(speaking()).await?;
    let alice = sandbox.member("alice").await?;
    let german = alice.locale("de");
    assert_eq!(
        german.slash("calm").send().await?.content,
        "Für diesen Befehl brauchst du hier **Mitglieder im Timeout**."
    );
    assert_eq!(
        alice.slash("calm").send().await?.content,
        "You need **Timeout Members** here to use this command."
    );
    // A locale without texts reads English.
    assert!(alice.locale("hu").slash("calm").send().await?.content.starts_with("You need"));
    assert_eq!(german.slash("ring").send().await?.content, "ring");
    let refused = german.slash("ring").send().await?.content;
    assert!(refused.starts_with("Nicht so schnell: Du kannst das <t:"), "{refused}");
    let help = german.slash("help").send().await?.embeds[0].to_string();
    assert!(help.contains("Befehle") && help.contains("erklärt einen Befehl"), "{help}");
    let help = german.slash("help").option("command", "ring").send().await?.embeds[0].to_string();
    assert!(help.contains("Wie oft") && help.contains("einmal in 60 Minuten"), "{help}");
    Ok(())
}

#[tokio::test]
async fn a_click_is_refused_in_the_language_of_its_user() -> Result<()> {
    let sandbox = Sandbox::start(speaking()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let shown = alice.slash("pages").send().await?;
    assert_eq!(bob.locale("de").clicks(&shown, "▶").await?.content, "Das ist für jemand anderen.");
    assert_eq!(bob.clicks(&shown, "▶").await?.content, "This is for another user.");
    Ok(())
}

#[tokio::test]
async fn a_prefix_command_is_answered_in_the_guilds_language() -> Result<()> {
    let sandbox = Sandbox::start(speaking()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    sandbox.guild_locale("de").await?;
    sandbox.settle().await?;
    assert_eq!(
        alice.says("!take x").await?.content,
        "`number` muss eine ganze Zahl von 0 bis 255 sein, nicht `x`."
    );
    assert_eq!(alice.says("!rin").await?.content, "Es gibt keinen Befehl `rin`. Meintest du `ring`?");
    // The caller's own language comes first, and an HTTP caller reads English.
    assert!(alice.slash("calm").send().await?.content.starts_with("You need"));
    let refused = api.execute_as(&sandbox, &alice, "!calm").await;
    assert_eq!(refused.body["detail"], "You need **Timeout Members** here to use this command.");
    Ok(())
}

/// Set the language of the guild.
#[command]
async fn speak(ctx: &Context, new: Option<String>) -> Result<String> {
    match ctx.set_language(new.as_deref()).await {
        Ok(()) => Ok(format!("{} {}", ctx.language(), ctx.text("greeting.title"))),
        Err(error @ LanguageError::NoTexts { .. }) => Err(UserError::new(error.to_string()).into()),
        Err(error) => Err(error.into()),
    }
}

#[tokio::test]
async fn a_guild_sets_its_language_which_survives_a_restart() -> Result<()> {
    let (discord, store) = (Discord::start().await?, Arc::new(MemoryStore::default()));
    let registry = || Registry::empty().command::<speak>().command::<language>().command::<take>();
    let locales = || Locales::new([("en-US", ENGLISH), ("de", GERMAN)]);
    let bot = || Bot::builder().registry(registry()).locales(locales()).store(store.clone());
    let sandbox = Sandbox::start_on(discord, bot()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert_eq!(alice.says("!speak de").await?.content, "de Grüße");
    assert_eq!(alice.says("!language").await?.content, "de Grüße nowhere");
    assert!(alice.says("!take x").await?.content.contains("muss eine ganze Zahl"));
    // The client's language of a caller, HTTP and direct messages are as before.
    assert_eq!(alice.slash("language").send().await?.content, "en-US Greetings nowhere");
    assert_eq!(alice.slash("speak").option("new", "de").send().await?.content, "de Greetings");
    assert_eq!(alice.in_dm().says("!language").await?.content, "en-US Greetings nowhere");
    let response = api.execute_as(&sandbox, &alice, "!language").await;
    assert_eq!(response.body["response"], "en-US Greetings nowhere");
    assert_eq!(
        alice.says("!speak fr").await?.content,
        "there are no texts in the language `fr`; there are texts in en-US, de"
    );
    // It overrides the language that the guild has in Discord.
    sandbox.guild_locale("fr").await?;
    sandbox.settle().await?;
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert_eq!(alice.says("!language").await?.content, "de Grüße nowhere", "{}", sandbox.transcript());
    assert_eq!(alice.says("!speak").await?.content, "fr Greetings");
    assert_eq!(api.execute("!speak de").await.body["code"], "failed", "outside a guild");
    Ok(())
}

#[tokio::test]
async fn an_authors_text_overrides_the_frameworks() -> Result<()> {
    let german = "mindtrace-missing-permissions = Dir fehlt { $permissions }!\ncommand-ring =\n    .description = Läutet.";
    let locales = Locales::new([("en-US", ""), ("de", german)]);
    let sandbox = Sandbox::start(speaking().locales(locales)).await?;
    let alice = sandbox.member("alice").await?;
    let german = alice.locale("de");
    assert_eq!(german.slash("calm").send().await?.content, "Dir fehlt **Mitglieder im Timeout**!");
    assert!(german.slash("help").send().await?.embeds[0].to_string().contains("Läutet."));
    assert!(alice.slash("calm").send().await?.content.starts_with("You need"));
    Ok(())
}

#[test]
fn only_texts_of_the_framework_can_be_overridden() {
    let german = "mindtrace-done = Fertig.\nmindtrace-don = Fertig.";
    let found = problems(Locales::new([("en-US", ""), ("de", german)]));
    assert_eq!(
        found,
        ["de.ftl:2: `mindtrace-don` is no text of the framework; did you mean `mindtrace-done`?"]
    );
}

fn problems(locales: Locales) -> Vec<String> {
    problems_of(&bot(locales))
}

fn problems_of(bot: &BotBuilder) -> Vec<String> {
    match bot.validate() {
        Ok(()) => Vec::new(),
        Err(problems) => {
            problems.iter().map(|problem| format!("{}: {}", problem.source, problem.message)).collect()
        }
    }
}

#[test]
fn every_language_needs_the_same_keys() {
    assert_eq!(problems(Locales::new([("en-US", ENGLISH), ("de", GERMAN)])), Vec::<String>::new());
    let found = problems(Locales::new([("en-US", "a = A\nb = B"), ("de", "\na = A\n    .title = T")]));
    assert_eq!(
        found,
        [
            "de.ftl:1: `b` is missing; en-US.ftl:2 has it",
            "en-US.ftl:1: `a.title` is missing; de.ftl:3 has it",
        ]
    );
}

#[test]
fn the_fallback_need_not_repeat_declared_texts() {
    let german = "command-hello =\n    .name = hallo\n    .count-name = anzahl";
    assert_eq!(problems(Locales::new([("en-US", ""), ("de", german)])), Vec::<String>::new());
    let found =
        problems(Locales::new([("en-US", ""), ("de", german), ("fr", "command-hello =\n    .name = salut")]));
    assert_eq!(found, ["fr.ftl:1: `command-hello.count-name` is missing; de.ftl:3 has it"]);
}

#[test]
fn command_texts_need_a_command_and_a_valid_value() {
    let german = "\
command-paint =
    .name = Malen
    .size-name = größe
    .coat-name = größe
    .size-small = Klein
    .size-smal = Klein
    .description = { \"\" }
command-pant = Nichts
menu-title = ein Text wie jeder andere";
    let found = problems(Locales::new([("en-US", "menu-title = x"), ("de", german)]));
    assert_eq!(
        found,
        [
            "de.ftl:2: `command-paint.name` is `Malen`: a name must be lower case: `malen`",
            "de.ftl:4: `command-paint.coat-name` is `größe`, as is the name of `size`; rename one of the two",
            "de.ftl:6: `command-paint.size-smal` belongs to no command or argument; did you mean `command-paint.size-small`?",
            "de.ftl:7: `command-paint.description` is ``: it has 0 characters, Discord accepts 1 to 100",
            "de.ftl:8: `command-pant` belongs to no command or argument; did you mean `command-paint.name`?",
        ]
    );
}

#[test]
fn command_names_are_unique_in_every_language() {
    let german = "command-hello =\n    .name = farbe\ncommand-paint =\n    .name = farbe";
    let found = problems(Locales::new([("en-US", ""), ("de", german)]));
    assert_eq!(
        found,
        ["de.ftl:4: `command-paint.name` is `farbe`, as is the name of `hello`; rename one of the two"]
    );
}

#[derive(Clone, Copy, Debug, Choice)]
enum Step {
    #[choice(value = "a b")]
    Apart,
    #[choice(value = "a-b")]
    Joined,
    #[choice(value = "name")]
    Named,
}

/// Go.
#[command]
async fn go(step: Step) {
    let _ = step;
}

/// Make a tag.
#[command(name = "tag-create")]
async fn joined(title: String) {
    let _ = title;
}

/// Tags.
#[group]
mod tag {
    use super::command;

    /// Make one.
    #[command]
    pub(super) async fn create(title: String) {
        let _ = title;
    }
}

#[user_command(name = "Report it")]
async fn report_user(user: User) {
    let _ = user;
}

#[message_command(name = "Report it")]
async fn report_message(message: Message) {
    let _ = message;
}

/// Returns the problems of German texts for commands that share keys.
fn clashes(german: &str) -> Vec<String> {
    let registry = Registry::empty()
        .command::<go>()
        .command::<joined>()
        .command::<tag::create>()
        .command::<report_user>()
        .command::<report_message>();
    let locales = Locales::new([("en-US", ""), ("de", german)]);
    problems_of(&Bot::builder().registry(registry).locales(locales))
}

#[test]
fn a_key_shared_by_two_items_names_both_sources() {
    assert_eq!(clashes(""), [""; 0]);
    // Keys of groups and keys that are not shared are accepted.
    assert_eq!(clashes("group-tag =\n    .name = marke\ncommand-go =\n    .name = los"), [""; 0]);
    let cases = [
        ("command-tag-create.name", "the command `tag-create`", "the command `tag create`"),
        ("menu-report-it.name", "the message command `Report it`", "the user command `Report it`"),
        ("command-go.step-a-b", "the choice `a-b` of `step` in `go`", "the choice `a b` of `step` in `go`"),
        ("command-go.step-name", "the choice `name` of `step` in `go`", "the argument `step` of `go`"),
    ];
    for (key, one, other) in cases {
        let (message, attribute) = key.split_once('.').unwrap();
        let found = clashes(&format!("{message} =\n    .{attribute} = etwas"));
        let [problem] = found.as_slice() else { panic!("{key}: {found:?}") };
        let (here, rest) = problem.split_once(": ").unwrap();
        assert!(here.contains("locale.rs:"), "{problem}");
        assert!(rest.contains(one) && rest.contains(other), "{problem}");
        assert!(rest.contains(" at ") && rest.contains("locale.rs:"), "{problem}");
    }
}

#[test]
fn a_syntax_error_is_reported_with_its_line() {
    let found = problems(Locales::new([("en-US", "a = A\nb = { $x\nc = C\nc = D")]));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("en-US.ftl:3: `c` is defined twice"), "{found:?}");
    assert!(
        found.iter().any(|problem| problem.starts_with("en-US.ftl:") && problem.contains("syntax error")),
        "{found:?}"
    );
}

#[test]
fn language_codes_and_the_fallback_file_are_checked() {
    let found = problems(Locales::new([("en", ""), ("de", ""), ("de", "")]));
    assert_eq!(
        found,
        [
            "de.ftl:1: the language `de` is defined twice",
            "en-US.ftl:1: this file does not exist, but `en-US` is the fallback; add the file, or set another fallback",
            "en.ftl:1: Discord has no language `en`; did you mean `en-GB`?",
        ]
    );
}

#[test]
fn languages_are_read_from_a_folder() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("mindtrace-locales-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    for (name, text) in [("en-US.ftl", ENGLISH), ("de.ftl", GERMAN), ("notes.txt", "nothing"), ("xx.ftl", "")]
    {
        std::fs::write(folder.join(name), text)?;
    }
    let locales = Locales::from_dir(&folder);
    assert_eq!(locales.languages().collect::<Vec<_>>(), ["de", "en-US"]);
    let found = problems(locales);
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("xx.ftl:1: Discord has no language `xx`"), "{found:?}");
    std::fs::remove_dir_all(&folder)?;
    let found = problems(Locales::from_dir(&folder));
    assert!(found[0].contains("it cannot be read"), "{found:?}");
    Ok(())
}

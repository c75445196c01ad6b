//! The conversation that every version of the bot holds. Where the frameworks differ, it asks for what they share: that a call is refused
//! and why, for example, and not for the words.

use std::time::Duration;

use mindtrace_discord::sandbox::{Answer, Discord, Member, SandboxError};
use mindtrace_discord::serenity::model::Permissions;

type Result<T = ()> = std::result::Result<T, SandboxError>;

/// How long anything may take: discord.py needs some seconds to start.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);

/// The members of the guild. They join before the bot connects, so that every library has them in its cache.
pub(crate) struct Members {
    /// A moderator.
    alice: Member,
    bob: Member,
    carol: Member,
    /// A member who collects warnings.
    eve: Member,
}

impl Members {
    pub(crate) async fn new(discord: &Discord) -> Result<Self> {
        let moderator = Permissions::KICK_MEMBERS | Permissions::MANAGE_MESSAGES | Permissions::MANAGE_GUILD;
        Ok(Self {
            alice: discord.member("alice").await?.with_permissions(moderator).await?,
            bob: discord.member("bob").await?,
            carol: discord.member("carol").await?,
            eve: discord.member("eve").await?,
        })
    }

    /// Returns whether the reminder for the second day has arrived.
    pub(crate) fn are_reminded(&self) -> bool {
        let reminder = self.reminder();
        self.bob.messages().into_iter().any(|message| message.content == reminder)
    }

    /// Returns the text of the reminder for the second day.
    fn reminder(&self) -> String {
        format!("<@{}>, here is your reminder: water the plants", self.bob.id())
    }
}

/// Uses every feature. Returns a poll that is open at the end of the day.
pub(crate) async fn first_day(discord: &Discord, members: &Members) -> Result<Answer> {
    let Members { alice, .. } = members;
    let help = alice.says("!help").await?;
    let text = format!("{}{:?}", help.content, help.embeds);
    assert!(text.contains("warn") && text.contains("clear"), "{text}");

    welcome(discord, members).await?;
    warnings(discord, members).await?;
    clear(members).await?;
    tags(discord, members).await?;
    let poll = poll(members).await?;
    reminders(discord, members).await?;
    Ok(poll)
}

/// Shows that nothing is forgotten by a restart.
pub(crate) async fn second_day(discord: &Discord, members: &Members, poll: &Answer) -> Result {
    let Members { alice, bob, carol, .. } = members;
    // First, because it could be taken for the answer to a command.
    hears(discord, bob, &members.reminder()).await?;

    let counted = carol.clicks(poll, "Mint").await?;
    assert_eq!(counted.content, "**Which tea?**\nGreen: 2\nBlack: 0\nMint: 1");

    assert_eq!(bob.says("?tag show rules").await?.content, "Be very kind.");
    assert_eq!(alice.says("?prefix").await?.content, "The prefix is `!` now.");
    assert_eq!(alice.says("!tag delete rules").await?.content, "I deleted the tag `rules`.");
    assert_eq!(bob.says("!tag list").await?.content, "There are no tags.");

    let question = alice.slash("forgive").option("who", bob).send().await?;
    assert_eq!(question.content, "Remove the warnings of bob? There are 2.");
    clicks(alice, &question, "Yes").await?;
    hears(discord, alice, "The warnings of bob are removed.").await?;
    let listed = alice.slash("warnings").option("who", bob).send().await?;
    assert_eq!(listed.content, "bob has no warnings.");

    let frank = discord.join("frank").await?;
    hears(discord, alice, &format!("Welcome <@{}>!", frank.id())).await?;
    Ok(())
}

async fn welcome(discord: &Discord, Members { alice, bob, .. }: &Members) -> Result {
    let general = discord.channel("general")?.id();
    let choose = format!("!welcome-in <#{general}>");
    is_refused(&bob.says(&choose).await?, "Manage");
    let chosen = alice.says(&choose).await?;
    assert_eq!(chosen.content, format!("I will welcome new members in <#{general}>."));
    let dora = discord.join("dora").await?;
    hears(discord, alice, &format!("Welcome <@{}>!", dora.id())).await?;
    Ok(())
}

async fn warnings(discord: &Discord, Members { alice, bob, carol, eve }: &Members) -> Result {
    is_refused(&bob.says(&format!("!warn <@{}> spam", carol.id())).await?, "Kick Members");
    let warned = alice.says(&format!("!warn <@{}> posts spam", bob.id())).await?;
    assert_eq!(warned.content, format!("Warning 1 for <@{}>: posts spam", bob.id()));
    assert!(warned.mentions.contains(&bob.id()));
    let warned = alice.slash("warn").option("who", bob).option("reason", "is rude").send().await?;
    assert_eq!(warned.content, format!("Warning 2 for <@{}>: is rude", bob.id()));
    let refused = alice.says(&format!("!warn <@{}> no reason", discord.bot())).await?;
    assert_eq!(refused.content, "Bots cannot be warned.");
    // Without a reason: the text differs, but it is no warning.
    alice.says(&format!("!warn <@{}>", bob.id())).await?;

    let by = alice.id();
    let list = format!("Warnings of bob:\n1. posts spam (by <@{by}>)\n2. is rude (by <@{by}>)");
    let listed = alice.slash("warnings").option("who", bob).send().await?;
    assert_eq!((listed.content, listed.ephemeral), (list.clone(), true));
    let listed = alice.uses("Show warnings").on_user(bob).send().await?;
    assert_eq!((listed.content, listed.ephemeral), (list, true));

    let question = alice.slash("forgive").option("who", bob).send().await?;
    assert_eq!(question.content, "Remove the warnings of bob? There are 2.");
    assert_eq!(question.labels(), ["Yes", "No"]);
    clicks(alice, &question, "No").await?;
    hears(discord, alice, "bob keeps the warnings.").await?;
    assert_eq!(alice.says(&format!("!forgive <@{}>", carol.id())).await?.content, "carol has no warnings.");

    for number in 1..=3 {
        let warned = alice.slash("warn").option("who", eve).option("reason", "is late").send().await?;
        assert_eq!(warned.content, format!("Warning {number} for <@{}>: is late", eve.id()));
    }
    Ok(())
}

async fn clear(Members { alice, bob, carol, .. }: &Members) -> Result {
    is_refused(&bob.says("!clear 2").await?, "Manage Messages");
    for text in ["one", "two", "three"] {
        carol.posts(text).await?;
    }
    let cleared = alice.slash("clear").option("count", 2).send().await?;
    assert_eq!((cleared.content.as_str(), cleared.ephemeral), ("Removed 2 messages.", true));
    let refused = alice.says("!clear many").await?;
    assert!(!refused.content.starts_with("Removed"), "{}", refused.content);
    let left: Vec<String> = alice.messages().into_iter().map(|message| message.content).collect();
    let is_left = |text: &str| left.iter().any(|left| left == text);
    assert!(is_left("one") && !is_left("two") && !is_left("three"), "{left:?}");
    Ok(())
}

async fn tags(discord: &Discord, Members { alice, bob, .. }: &Members) -> Result {
    is_refused(&bob.says("!tag add rules Be loud.").await?, "Manage Messages");
    assert_eq!(alice.says("!tag add rules Be kind.").await?.content, "I saved the tag `rules`.");
    assert_eq!(alice.says("!tag add rules Be loud.").await?.content, "There is a tag `rules` already.");
    let refused = alice.says("!tag add ru!es Be kind.").await?;
    assert_eq!(refused.content, "The name of a tag consists of letters, digits and `-`.");
    assert!(bob.says("!tag").await?.content.contains("show"));
    assert_eq!(bob.says("!tag list").await?.content, "Tags: `rules`");
    assert_eq!(bob.says("!tag show nothing").await?.content, "There is no tag `nothing`.");
    let suggested = bob.slash("tag show").option("name", "ru").suggestions("name").await?;
    let suggested: Vec<&str> = suggested.iter().map(|suggestion| suggestion.name.as_str()).collect();
    assert_eq!(suggested, ["rules"]);
    assert_eq!(bob.slash("tag show").option("name", "rules").send().await?.content, "Be kind.");

    let modal = alice.slash("tag edit").option("name", "rules").opens_modal().await?;
    assert_eq!((modal.title(), modal.fields()[0].value.as_deref()), ("Edit a tag", Some("Be kind.")));
    let modal = modal.set_text("Text", "Be very kind.");
    until_answered(async || modal.begin()?.outcome().await.map(drop)).await?;
    hears(discord, alice, "I changed the tag `rules`.").await?;

    is_refused(&bob.says("!prefix ?").await?, "Manage");
    assert_eq!(alice.says("!prefix ?").await?.content, "The prefix is `?` now.");
    assert_eq!(bob.says("?tag show rules").await?.content, "Be very kind.");
    Ok(())
}

async fn poll(Members { alice, bob, carol, eve }: &Members) -> Result<Answer> {
    let poll = bob.says("?poll \"Which tea?\" Green, Black, Mint").await?;
    assert_eq!(poll.content, "**Which tea?**\nGreen: 0\nBlack: 0\nMint: 0");
    assert_eq!(poll.labels(), ["Green", "Black", "Mint"]);
    let again = bob.says("?poll \"And now?\" Yes, No").await?;
    assert!(again.content.contains("again") && again.labels().is_empty(), "{}", again.content);

    alice.clicks(&poll, "Green").await?;
    let counted = bob.clicks(&poll, "Black").await?;
    assert_eq!(counted.content, "**Which tea?**\nGreen: 1\nBlack: 1\nMint: 0");
    let counted = bob.clicks(&poll, "Green").await?;
    assert_eq!((counted.id, counted.labels().len()), (poll.id, 3));
    assert_eq!(counted.content, "**Which tea?**\nGreen: 2\nBlack: 0\nMint: 0");

    let refused = carol.says("?poll \"Alone?\" Yes").await?;
    assert_eq!(refused.content, "A poll has two to five answers, with commas between them.");
    let refused = eve.says("?poll \"Sorry?\" Yes, No").await?;
    assert_eq!(refused.content, "You have 3 warnings, so you cannot start polls.");
    Ok(poll)
}

async fn reminders(discord: &Discord, Members { bob, .. }: &Members) -> Result {
    let refused = bob.says("?remind soon make tea").await?;
    assert!(!refused.content.starts_with("I will remind you"), "{}", refused.content);
    let set = bob.says("?remind 1s make tea").await?;
    assert!(set.content.starts_with("I will remind you <t:"), "{}", set.content);
    let reminder = format!("<@{}>, here is your reminder: make tea", bob.id());
    let reminder = hears(discord, bob, &reminder).await?;
    assert_eq!(reminder.mentions, [bob.id()]);

    // Due on the second day: the bot stops within this time, also on a busy machine.
    let plants = bob.slash("remind").option("after", "8s").option("text", "water the plants");
    assert!(plants.send().await?.content.starts_with("I will remind you <t:"));
    Ok(())
}

/// Checks that the bot refuses a call for want of a permission.
fn is_refused(answer: &Answer, permission: &str) {
    let text = &answer.content;
    assert!(text.starts_with("You need") && text.contains(permission), "{text}");
}

/// Waits for a message with this text.
async fn hears(discord: &Discord, member: &Member, text: &str) -> Result<Answer> {
    let find = || member.messages().into_iter().find(|message| message.content == text);
    until(discord, &format!("the message: {text}"), find).await
}

/// Clicks a button for which the bot waits.
async fn clicks(member: &Member, message: &Answer, button: &str) -> Result {
    until_answered(async || member.click(message, button).begin()?.outcome().await.map(drop)).await
}

/// Repeats an interaction once if the bot does not respond to it, as users do. poise and discord.py listen for a click or a modal only
/// after Discord has accepted the message or the modal, so the first one can come too early.
async fn until_answered(interact: impl AsyncFn() -> Result) -> Result {
    match interact().await {
        Err(SandboxError::Timeout { .. }) => interact().await,
        answered => answered,
    }
}

/// Waits until `find` finds something.
pub(crate) async fn until<T>(
    discord: &Discord,
    waiting_for: &str,
    find: impl Fn() -> Option<T>,
) -> Result<T> {
    let mut changes = discord.watch();
    let found = tokio::time::timeout(TIMEOUT, async {
        loop {
            changes.mark_unchanged();
            if let Some(found) = find() {
                return found;
            }
            changes.changed().await.unwrap();
        }
    });
    found.await.map_err(|_| discord.timeout(waiting_for))
}

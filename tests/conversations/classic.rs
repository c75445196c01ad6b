//! Conversations with the port of the original sample bot.

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::serenity::model::Permissions;

#[tokio::test]
async fn the_original_commands_and_greetings_work() -> Result<()> {
    let sandbox = Sandbox::start(classic::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let info = alice.slash("info").send().await?;
    assert_eq!(info.embeds[0]["title"], "About this bot");
    let rolled = alice.slash("roll").option("sides", 2).send().await?.content;
    assert!(["You rolled a 1 (1-2).", "You rolled a 2 (1-2)."].contains(&rolled.as_str()), "{rolled}");
    assert_eq!(alice.says("hello").await?.content, format!("Hello <@{}>!", alice.id()));
    let bob = sandbox.join("bob").await?;
    assert_eq!(alice.sees().await?.content, format!("Welcome to the server, <@{}>!", bob.id()));
    Ok(())
}

#[tokio::test]
async fn moderators_clean_up_and_help_lists_commands() -> Result<()> {
    let sandbox = Sandbox::start(classic::bot()).await?;
    let alice = sandbox.member("alice").await?;
    assert!(alice.slash("cleanup").send().await?.content.contains("Manage Messages"));
    for text in ["one", "two", "three"] {
        alice.posts(text).await?;
    }
    let moderator = alice.with_permissions(Permissions::MANAGE_MESSAGES).await?;
    let cleaned = moderator.slash("cleanup").option("count", 3).send().await?;
    assert_eq!((cleaned.content.as_str(), cleaned.ephemeral), ("Removed 3 messages.", true));
    let help = alice.says("!help").await?;
    let categories: Vec<&str> = help.embeds[0]["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|field| field["name"].as_str())
        .collect();
    assert_eq!(categories, ["Fun", "General", "Moderation"]);
    assert!(
        alice.says("!help roll").await?.embeds[0]["description"]
            .as_str()
            .is_some_and(|text| text.contains("!roll [sides]"))
    );
    assert_eq!(alice.says("!help nothing").await?.content, "Sorry, I do not know that command.");
    Ok(())
}

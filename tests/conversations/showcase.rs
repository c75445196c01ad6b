//! Conversations with the showcase: one for each of its files.

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::serenity::model::Permissions;

async fn sandbox() -> Result<Sandbox> {
    Ok(Sandbox::start(showcase::bot()).await?)
}

#[test]
fn the_bot_is_valid() {
    if let Err(problems) = showcase::bot().validate() {
        panic!("{problems}");
    }
}

#[tokio::test]
async fn arguments_of_every_type_work() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let reply = async |text: &str| Ok::<_, mindtrace_discord::BoxError>(alice.says(text).await?.content);
    assert_eq!(reply("!roll 2 20").await?, "2 dice with 20 sides show 40 at most.");
    assert_eq!(reply("!roll 2 7").await?, "`sides` must be one of `4`, `6`, `8`, `10`, `12`, `20`, not `7`.");
    assert_eq!(reply("!paint --bright dark-green").await?, "You chose bright DarkGreen.");
    assert_eq!(reply("!sum 1 2 -3").await?, "The sum is 0.");
    assert_eq!(reply("!shout say \"it\" loud").await?, "SAY \"IT\" LOUD");
    assert_eq!(reply("!spell ä").await?, "ä is \\u{e4} in Rust.");
    assert_eq!(reply("!lines ```rust\nfn a() {}\nfn b() {}\n```").await?, "2 lines of rust.");
    assert_eq!(
        reply("!remind 1m30s <t:1700000000:R>").await?,
        "I would remind you 90 seconds after <t:1700000000>."
    );
    assert_eq!(reply("!ping 127.0.0.1").await?, "127.0.0.1 is this computer.");
    assert_eq!(
        reply("!ping localhost").await?,
        "`address` must be an address such as 127.0.0.1, not `localhost`."
    );
    assert_eq!(reply("!volume 25%").await?, "The volume is 25 percent.");
    assert_eq!(reply("!volume 200%").await?, "`level` must be a percentage such as `25%`, not `200%`.");
    assert_eq!(reply("!browse Novels 3").await?, "Novels: entries 21 to 30.");
    let browsed =
        alice.slash("browse").option("shelf", "Novels").option("page", 2).option("size", 5).send().await?;
    assert_eq!(browsed.content, "Novels: entries 6 to 10.");
    Ok(())
}

#[tokio::test]
async fn arguments_find_members_roles_and_messages() -> Result<()> {
    let sandbox = sandbox().await?;
    let owner = sandbox.owner();
    let bob = sandbox.member("bob").await?;
    let role = sandbox.role("captains", Permissions::empty()).await?;
    sandbox.settle().await?;
    let promoted = owner.slash("promote").option("who", &bob).option("to", &role).send().await?;
    assert_eq!(promoted.content, "bob is promoted to captains.");
    let upward = bob.says(&format!("!promote <@{}> bob", owner.id())).await?;
    assert_eq!(upward.content, "`who` must be a member who ranks below you.");
    assert_eq!(bob.says("!open general").await?.content, "#general is open.");
    let original = bob.posts("Carpe diem").await?;
    let quoted = bob.says(&format!("!quote {} 🎉", original.id)).await?;
    assert_eq!(quoted.content, "> Carpe diem 🎉");
    let warned = bob.says(&format!("!warn <@{}> <@{}> 3 times too loud", owner.id(), bob.id())).await?;
    assert_eq!(warned.content, "I warned 2 members: 3 times too loud");
    let file = bob.says("!weigh").attach("a.txt", "four").await?;
    assert_eq!(file.content, "a.txt has 4 bytes.");
    let file = bob.slash("weigh").attach("file", "b.txt", "three").send().await?;
    assert_eq!(file.content, "b.txt has 5 bytes.");
    let cities = bob.slash("travel").option("to", "l").suggestions("to").await?;
    let cities: Vec<&str> = cities.iter().map(|city| city.name.as_str()).collect();
    assert_eq!(cities, ["Lisbon", "London", "Lyon"]);
    assert_eq!(bob.slash("travel").option("to", "Oslo").send().await?.content, "Off to Oslo!");
    Ok(())
}

#[tokio::test]
async fn group_names_prefix_their_commands() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!tag create rule Be kind.").await?.content, "I saved the tag `rule`.");
    assert_eq!(alice.slash("tag show").option("name", "rule").send().await?.content, "Be kind.");
    assert_eq!(alice.says("!t get rule").await?.content, "Be kind.");
    let names = alice.slash("tag show").option("name", "r").suggestions("name").await?;
    assert_eq!(names.len(), 1);
    assert!(alice.says("!tag").await?.content.starts_with("`tag` is a group of commands"));
    assert!(alice.slash("tag admin purge").send().await?.content.contains("Manage Server"));
    assert!(sandbox.owner().slash("tag admin purge").send().await?.content.ends_with("deleted 1 tags."));
    Ok(())
}

#[tokio::test]
async fn gates_refuse_with_a_reason() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    assert_eq!(alice.says("!vault").await?.content, "The vault is open.");
    assert_eq!(bob.slash("vault").send().await?.content, "You cannot use this command here.");
    let sleepy = sandbox.member("sleepyhead").await?;
    assert_eq!(sleepy.says("!horn").await?.content, "Please wake up first.");
    for (member, command) in [(&alice, "!horn"), (&bob, "!bell"), (&alice, "!bell")] {
        member.says(command).await?;
    }
    let refused = bob.slash("horn").send().await?.content;
    assert!(refused.starts_with("Slow down: you can use this again <t:"), "{refused}");
    assert_eq!(alice.with_user_install().slash("compass").send().await?.content, "North is up.");
    assert_eq!(alice.says("!feed no").await?.content, "I am not hungry.");
    assert_eq!(alice.says("!feed yes").await?.content, "Yum.");
    assert!(alice.says("!feed yes").await?.content.starts_with("Slow down"));
    assert_eq!(alice.slash("bake").option("bread", "rye").send().await?.content, "Here is your rye.");
    assert!(alice.says("!secret").await?.content.contains("owners"));
    assert_eq!(sandbox.owner().says("!prefix ?").await?.content, "The prefix is `?` now.");
    assert_eq!(alice.says("?spell x").await?.content, "x is \\u{78} in Rust.");
    Ok(())
}

#[tokio::test]
async fn hooks_run_around_every_command() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let sorry = alice.says("!oven").await?;
    assert_eq!(sorry.content, "The oven is broken. We are on it.");
    assert_eq!(alice.says("!history").await?.content, "oven ended: failed");
    Ok(())
}

#[tokio::test]
async fn replies_of_every_kind_are_sent() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    assert_eq!(alice.slash("card").send().await?.embeds[0]["fields"][0]["value"], "alice");
    let export = alice.slash("export").send().await?;
    assert_eq!((export.ephemeral, export.attachments()[0].filename.as_str()), (true, "export.csv"));
    assert!(alice.says("!lunch").await?.poll().is_some_and(|poll| poll.answers.len() == 3));
    assert!(alice.says("!story").await?.content.chars().count() <= 2000);
    assert!(alice.sees().await?.content.ends_with("long story."));
    assert_eq!(alice.says("!story --file").await?.attachments()[0].filename, "story.txt");
    let answer = alice.slash("countdown").send().await?;
    sandbox.settle().await?;
    assert_eq!(alice.looks_at(&answer).await?.content, "Three, two, one!");
    let manual = alice.slash("manual").send().await?;
    assert_eq!(alice.clicks(&manual, "⏭").await?.embeds[0]["title"], "Chapter 5");
    assert!(alice.slash("poster").send().await?.text().contains("The band plays at eight."));
    let call = alice.says("!call bob").await?;
    assert_eq!((call.mentions.contains(&bob.id()), call.pings_everyone), (true, false));
    Ok(())
}

#[tokio::test]
async fn buttons_and_select_menus_work() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let question = alice.says("!ask Shall we?").await?;
    let answer = bob.clicks(&question, "Yes").await?;
    assert_eq!(answer.content, format!("bob says yes to <@{}>.", alice.id()));
    assert!(bob.clicks(&question, "No").await?.content.starts_with("Slow down"));
    assert_eq!(bob.clicks(&question, "End").await?.content, "This is for another user.");
    assert_eq!(alice.clicks(&question, "End").await?.content, "The question is closed.");
    let menu = alice.says("!order").await?;
    let custom_id =
        menu.raw["components"][0]["components"][0]["custom_id"].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        alice.select(&menu, &custom_id, &["soup", "cake"]).send().await?.content,
        "You get soup and cake."
    );
    let team = alice.says("!team").await?;
    let custom_id =
        team.raw["components"][0]["components"][0]["custom_id"].as_str().unwrap_or_default().to_owned();
    let chosen = alice.select(&team, &custom_id, &[&bob.id().to_string()]).send().await?;
    assert_eq!(chosen.content, "The team: bob.");
    Ok(())
}

#[tokio::test]
async fn a_modal_returns_a_struct() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    sandbox.member("bob").await?;
    let modal = alice.slash("opinion").opens_modal().await?;
    assert_eq!(modal.title(), "Your opinion");
    let modal =
        modal.set_text("Subject", "Tea").select("Stars", ["4"]).select("Who else thinks so?", ["@bob"]);
    let answer = modal.attach("Proof", "tea.png", "☕").set_text("Anything else?", "More!").submit().await?;
    assert_eq!(
        (answer.content.as_str(), answer.ephemeral),
        ("Tea: ★★★★ bob agrees. The proof is tea.png. You added: More!", true)
    );
    Ok(())
}

#[tokio::test]
async fn a_modal_opens_with_a_text_to_correct() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let modal = alice.slash("correct").option("text", "Helo").opens_modal().await?;
    assert_eq!(modal.title(), "Correct 4 characters");
    assert_eq!(modal.fields()[0].value.as_deref(), Some("Helo"));
    assert_eq!(modal.submit().await?.content, "Nothing was wrong.");
    let modal = alice.slash("correct").option("text", "Helo").opens_modal().await?;
    assert_eq!(modal.set_text("Text", "Hello").submit().await?.content, "Hello");
    Ok(())
}

#[tokio::test]
async fn context_menus_work() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    assert!(alice.uses("Show avatar").on_user(bob.id()).send().await?.content.starts_with("https://"));
    let message = bob.posts("one two three").await?;
    let refused = alice.uses("Count words").on_message(message.id).send().await?;
    assert!(refused.content.contains("Manage Messages"), "the gates of a command apply");
    let counted = sandbox.owner().uses("Count words").on_message(message.id).send().await?;
    assert_eq!((counted.content.as_str(), counted.ephemeral), ("3 words.", true));
    Ok(())
}

#[tokio::test]
async fn answers_are_in_the_callers_language() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("greet").send().await?.content, "Hello alice!");
    assert_eq!(alice.locale("de").slash("greet").send().await?.content, "Hallo alice!");
    Ok(())
}

#[tokio::test]
async fn an_edited_command_runs_again() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let call = alice.posts("!spell a").await?;
    let answer = alice.sees().await?;
    assert_eq!(answer.content, "a is \\u{61} in Rust.");
    alice.edits(&call, "!spell b").await?;
    sandbox.settle().await?;
    assert_eq!(alice.looks_at(&answer).await?.content, "b is \\u{62} in Rust.");
    Ok(())
}

#[tokio::test]
async fn help_lists_categories_and_parameters() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let help = alice.slash("help").send().await?;
    assert!(help.embeds[0].to_string().contains("Arguments"), "{:?}", help.embeds);
    let roll = alice.says("!help roll").await?.embeds[0].to_string();
    assert!(roll.contains("How many dice: a whole number from 1 to 20"), "{roll}");
    Ok(())
}

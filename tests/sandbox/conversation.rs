//! Members post, the bot answers.

use mindtrace_discord::sandbox::{Discord, LineKind, SandboxError};
use serenity::all::{ChannelType, GatewayIntents, Permissions};

use crate::peer::Peer;

#[tokio::test(flavor = "multi_thread")]
async fn says_returns_the_next_message_of_the_bot() {
    let discord = Discord::start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let alice = discord.member("alice").await.unwrap();
    let answer = alice.says("!hello world").await.unwrap();
    assert_eq!(answer.content, "Hello world!");
    assert_eq!(answer.author_id, discord.bot());
    assert!(!answer.in_dm);
    assert!(
        discord.transcript().contains("#general | alice: !hello world\n  #general | sandbot: Hello world!")
    );
    let logs = discord.new_channel("logs", ChannelType::Text).await.unwrap();
    assert_eq!(alice.at(&logs).says("!hello logs").await.unwrap().channel_id, logs.id());
    assert_eq!(alice.in_dm().says("!hello you").await.unwrap().content, "Hello you!");
    assert_eq!(alice.messages().len(), 2);
    assert_eq!(alice.in_dm().messages().len(), 2);
    assert_eq!(discord.sent(&["MESSAGE_CREATE"]), 6);
    peer.read_everything(&discord).await;
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_carry_replies_files_embeds_and_reactions() {
    let discord = Discord::start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let alice = discord.member("alice").await.unwrap();
    let reply = alice.says("!reply").await.unwrap();
    assert!(reply.replies_to.is_some());
    assert_eq!(reply.mentions, [alice.id()]);
    let dm = alice.says("!dm").await.unwrap();
    assert!(dm.in_dm && dm.content == "psst");
    assert_eq!(alice.says("!file").await.unwrap().attachments, ["hello.txt"]);
    assert_eq!(alice.says("!embed").await.unwrap().embeds[0]["title"], "Title");
    let posted = alice.posts("!react").await.unwrap();
    let mut changes = discord.watch();
    while discord.sent(&["MESSAGE_REACTION_ADD"]) == 0 {
        changes.changed().await.unwrap();
    }
    let posted = alice.looks_at(&posted).await.unwrap();
    assert_eq!(
        (posted.reactions[0].emoji.as_str(), posted.reactions[0].users.as_slice()),
        ("👍", &[discord.bot()][..])
    );
    alice.closes_dms();
    assert!(alice.says("!dm").await.unwrap().content.contains("Cannot send messages to this user"));
    peer.read_everything(&discord).await;
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mentions_list_only_the_users_who_were_pinged() {
    let discord = Discord::start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let alice = discord.member("alice").await.unwrap();
    let text = format!("<@{}> @everyone", alice.id());
    let loud = alice.says(&format!("!shout {text}")).await.unwrap();
    assert!(loud.mentions == [alice.id()] && loud.pings_everyone);
    let quiet = alice.says(&format!("!quiet {text}")).await.unwrap();
    assert!(quiet.mentions.is_empty() && !quiet.pings_everyone);
    let slash = alice.slash("ping").send().await.unwrap();
    assert!(slash.mentions == [alice.id()] && !slash.pings_everyone, "interactions ping users only");
    assert!(!alice.posts("@everyone").await.unwrap().pings_everyone, "alice may not ping everyone");
    let general = discord.channel("general").unwrap();
    discord
        .overwrite(&general, discord.bot(), Permissions::empty(), Permissions::MENTION_EVERYONE)
        .await
        .unwrap();
    assert!(!alice.says(&format!("!shout {text}")).await.unwrap().pings_everyone);
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_include_the_transcript() {
    let timeout = std::time::Duration::from_millis(100);
    let discord = Discord::builder().timeout(timeout).start().await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    let error = alice.says("anybody here?").await.unwrap_err();
    assert!(matches!(error, SandboxError::Timeout { .. }));
    assert!(error.to_string().contains("alice: anybody here?"), "{error}");
    let nsfw = discord.channel("nsfw").unwrap();
    discord.overwrite(&nsfw, &alice, Permissions::empty(), Permissions::SEND_MESSAGES).await.unwrap();
    let error = alice.at(&nsfw).posts("hm").await.unwrap_err();
    assert!(error.to_string().contains("alice may not write in #nsfw"), "{error}");
    assert!(matches!(discord.channel("nope"), Err(SandboxError::Unknown { kind: "channel", .. })));
    assert!(matches!(discord.member("sandbot").await, Err(SandboxError::Refused { .. })));
    assert!(matches!(discord.join("alice").await, Err(SandboxError::Refused { .. })));
    assert!(discord.wait_for_command("nope").await.is_err());
    assert!(discord.wait_until_ready().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn transcript_lines_can_be_followed() {
    let discord = Discord::start().await.unwrap();
    let mut lines = discord.follow();
    let alice = discord.member("alice").await.unwrap();
    let posted = alice.posts("one").await.unwrap();
    alice.edits(&posted, "two").await.unwrap();
    alice.deletes(&posted).await.unwrap();
    let kinds = [lines.recv().await.unwrap(), lines.recv().await.unwrap(), lines.recv().await.unwrap()];
    assert_eq!(kinds.map(|line| line.kind), [LineKind::Message, LineKind::Edit, LineKind::Deletion]);
}

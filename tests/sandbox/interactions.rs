//! Slash commands, buttons, and the rules for responses.

use mindtrace_discord::sandbox::{Discord, Member, SandboxError};
use serenity::all::{GatewayIntents, Permissions};

use crate::peer::Peer;

async fn setup() -> (Discord, Peer, Member) {
    let discord = Discord::start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let alice = discord.member("alice").await.unwrap();
    (discord, peer, alice)
}

#[tokio::test(flavor = "multi_thread")]
async fn options_are_converted_and_checked() {
    let (discord, peer, alice) = setup().await;
    discord.wait_for_command("hello").await.unwrap();
    let hello = || alice.slash("hello").option("who", "world");
    assert_eq!(hello().send().await.unwrap().content, "Hello world!");
    assert_eq!(hello().option("count", "5").send().await.unwrap().content, "Hello world 5!");
    assert_eq!(hello().option("tone", "Loud").send().await.unwrap().content, "Hello world loud!");
    for refused in [
        alice.slash("hello"),
        alice.slash("nope"),
        alice.slash("tag"),
        alice.slash("tag delete"),
        alice.slash("naughty"),
        alice.slash("hello").option("who", "far too long a name"),
        hello().option("count", 10),
        hello().option("count", "many"),
        hello().option("tone", "shrill"),
        hello().option("what", "?"),
    ] {
        let error = refused.send().await.unwrap_err();
        assert!(matches!(error, SandboxError::Refused { .. }), "{error}");
    }
    assert_eq!(hello().option("count", 10).unchecked().send().await.unwrap().content, "Hello world 10!");
    assert!(alice.slash("tag create").option("name", "x").send().await.unwrap().content.contains("create"));
    peer.read_everything(&discord).await;
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn options_of_every_type_arrive() {
    let (discord, peer, alice) = setup().await;
    let bob = discord.member("bob").await.unwrap();
    let mods = discord.role("mods", Permissions::empty()).await.unwrap();
    let general = discord.channel("general").unwrap();
    for (user, channel, role) in [("@bob", "#general", "mods"), ("bob", "general", "@mods")] {
        let call =
            alice.slash("all").option("b", true).option("u", user).option("c", channel).option("r", role);
        let answer = call.option("m", &bob).option("n", 0.5).option("a", "cat.png").send().await.unwrap();
        assert_eq!(answer.content, "1 users, 1 members, 1 channels, 1 roles, 1 files");
    }
    let call = alice.slash("all").option("u", &alice).option("m", &mods).option("c", &general);
    assert_eq!(call.send().await.unwrap().content, "1 users, 1 members, 1 channels, 1 roles, 0 files");
    let dm = alice.in_dm().slash("all").option("u", "bob").send().await.unwrap();
    assert!(dm.in_dm && dm.content.starts_with("1 users, 0 members"));
    peer.read_everything(&discord).await;
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn deferred_answers_keep_the_ephemeral_flag() {
    let (discord, peer, alice) = setup().await;
    let bob = discord.member("bob").await.unwrap();
    let slow = alice.slash("slow").send().await.unwrap();
    assert!(slow.deferred && !slow.ephemeral && slow.content == "finally");
    let secret = alice.slash("whisper").send().await.unwrap();
    assert!(secret.ephemeral && !secret.deferred);
    let secret = alice.slash("whisperslow").send().await.unwrap();
    assert!(secret.ephemeral && secret.deferred, "the first follow-up keeps the flag of the placeholder");
    assert_eq!(bob.messages().len(), 1);
    assert_eq!(alice.messages().len(), 3);
    let one = alice.slash("many").send().await.unwrap();
    let two = alice.sees().await.unwrap();
    assert!(two.ephemeral && two.content == "two");
    let mut changes = discord.watch();
    while alice.looks_at(&one).await.unwrap().content != "uno" {
        changes.changed().await.unwrap();
    }
    peer.read_everything(&discord).await;
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_update_their_message_or_post_one() {
    let (discord, peer, alice) = setup().await;
    let menu = alice.slash("buttons").send().await.unwrap();
    let new = alice.clicks(&menu, "new").await.unwrap();
    assert!(new.id != menu.id && new.content == "clicked new");
    let updated = alice.clicks(&menu, "update").await.unwrap();
    assert!(updated.id == menu.id && updated.content == "clicked update");
    assert!(alice.clicks(&menu, "update").await.is_err(), "the update removed the buttons");
    peer.read_everything(&discord).await;
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_interaction_times_out() {
    let (_discord, peer, alice) = setup().await;
    let error = alice.slash("silent").send().await.unwrap_err();
    assert!(matches!(error, SandboxError::Timeout { .. }));
    assert!(error.to_string().contains("The application did not respond"), "{error}");
    peer.stop().await;
}

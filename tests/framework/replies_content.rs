//! What messages show: icons of embeds, flags, stickers and forwards, as Discord stores them.

use std::sync::Mutex;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::reply::ReplyError;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::json;

use crate::api::Api;

#[command]
async fn report() -> Reply {
    let icon = File::new("icon.png", "an icon");
    let embed = Embed::new()
        .title("Report")
        .url("https://example.com/report")
        .author("Ann")
        .author_url("https://example.com/ann")
        .author_icon_url(icon.url())
        .footer("End")
        .footer_icon_url("https://example.com/end.png")
        .thumbnail(icon.url())
        .timestamp("2026-01-31T18:00:00Z");
    Reply::from(embed).file(icon)
}

#[command]
async fn quietly() -> Reply {
    Reply::new("https://example.com").embed(Embed::new().title("Hidden")).silent().suppress_embeds()
}

static REFUSED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Sends a sticker, as the answer and into the channel.
#[command]
async fn wave(ctx: &Context, sticker: String) -> Result<()> {
    let reply = Reply::default().sticker(StickerId::new(sticker.parse()?));
    match ctx.reply(reply.clone()).await {
        Ok(sent) => assert!(matches!(sent.edit(reply).await, Err(ReplyError::OnlyInChannel(_)))),
        Err(error @ ReplyError::OnlyInChannel(_)) => {
            REFUSED.lock().unwrap().push(error.to_string());
            ctx.channel().say(reply).await?;
            ctx.reply("It is in the channel.").await?;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

#[command]
async fn forward(channel: ChannelId, message: String) -> Result<Reply> {
    Ok(Reply::forward(channel, MessageId::new(message.parse()?)))
}

/// Replies that Discord refuses, each with a typed error before anything is sent.
#[command]
async fn refused(ctx: &Context) -> Result<String> {
    let sticker = StickerId::new(1);
    let forward = Reply::forward(ChannelId::new(1), MessageId::new(2));
    let mut count = 0;
    for reply in [
        (0..4).fold(Reply::default(), |reply, _| reply.sticker(sticker)),
        forward.clone().embed(Embed::new().title("T")),
        Reply::from(Embed::new().title("T").timestamp("tomorrow")),
        Reply::from(Embed::new().title("T").author_icon_url("https://example.com/a.png")),
    ] {
        match ctx.channel().say(reply).await {
            Err(ReplyError::Refused(_)) => count += 1,
            other => return Err(format!("{other:?}").into()),
        }
    }
    Ok(count.to_string())
}

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<report>()
        .command::<quietly>()
        .command::<wave>()
        .command::<forward>()
        .command::<refused>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn embeds_have_icons_links_and_a_time() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    for answer in [alice.says("!report").await?, alice.slash("report").send().await?] {
        let (embed, icon) = (&answer.raw["embeds"][0], &answer.attachments()[0].url);
        assert_eq!((&embed["author"]["name"], &embed["author"]["icon_url"]), (&json!("Ann"), &json!(icon)));
        assert_eq!(embed["author"]["url"], "https://example.com/ann");
        assert_eq!(embed["footer"]["icon_url"], "https://example.com/end.png");
        assert_eq!(embed["thumbnail"]["url"], json!(icon));
        assert_eq!(embed["timestamp"], "2026-01-31T18:00:00.000000+00:00");
    }
    Ok(())
}

#[tokio::test]
async fn flags_are_sent_to_channels_and_interactions() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    for answer in [alice.says("!quietly").await?, alice.slash("quietly").send().await?] {
        assert_eq!(answer.raw["flags"], 4 | 4096);
        assert_eq!(answer.raw["embeds"], json!([]));
    }
    Ok(())
}

#[tokio::test]
async fn a_sticker_is_sent_in_a_channel_only() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let sticker = sandbox.discord().new_sticker("wave").await?;
    let expected = json!([{ "id": sticker.to_string(), "name": "wave", "format_type": 1 }]);
    let answer = alice.says(&format!("!wave {sticker}")).await?;
    assert_eq!(answer.raw["sticker_items"], expected);
    let slash = alice.slash("wave").option("sticker", sticker.to_string()).send().await?;
    assert_eq!(slash.content, "It is in the channel.");
    sandbox.settle().await?;
    let in_channel = |message: &&mindtrace_discord::sandbox::Answer| message.raw["sticker_items"] == expected;
    assert_eq!(alice.messages().iter().filter(in_channel).count(), 2, "{}", sandbox.transcript());
    assert!(REFUSED.lock().unwrap().iter().any(|error| error.starts_with("a sticker")));
    let http = Api::of(&sandbox).execute(&format!("!wave {sticker}")).await.body;
    assert_eq!(http["stickers"], json!([sticker.to_string()]));
    Ok(())
}

#[tokio::test]
async fn a_message_is_forwarded() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let general = sandbox.channel("general")?;
    let original = alice.posts("something to remember").await?.id;
    let answer = alice.says(&format!("!forward {} {original}", general.id())).await?;
    let reference = &answer.raw["message_reference"];
    assert_eq!((&reference["type"], &reference["message_id"]), (&json!(1), &json!(original)));
    assert_eq!(answer.raw["message_snapshots"][0]["message"]["content"], "something to remember");
    let refused = alice.says(&format!("!forward {} 7", general.id())).await?;
    assert!(refused.content.starts_with("Something went wrong"), "{}", refused.content);
    Ok(())
}

#[tokio::test]
async fn what_discord_would_refuse_is_a_typed_error() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!refused").await?.content, "4");
    Ok(())
}

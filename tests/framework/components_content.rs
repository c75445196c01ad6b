//! What components show: emoji, default values, premium buttons and the blocks of layouts, as Discord stores them.

use std::sync::Mutex;

use mindtrace_discord::Registry;
use mindtrace_discord::component::{Block, Container, Media, Section, SelectDefaultValue, Spacing};
use mindtrace_discord::prelude::*;
use mindtrace_discord::reply::ReplyError;
use mindtrace_discord::sandbox::{Answer, Sandbox};
use serde_json::{Value, json};

#[component("chosen")]
async fn chosen(values: Vec<String>) -> String {
    values.join(" ")
}

#[component("clicked")]
async fn clicked() -> &'static str {
    "clicked"
}

#[component("invited")]
async fn invited(who: Vec<UserOrRole>) -> String {
    who.len().to_string()
}

#[command]
async fn badge(emoji: ReactionType) -> Reply {
    let options = [
        SelectOption::new("Custom", "custom").emoji(emoji.clone()).selected(),
        SelectOption::new("Unicode", "unicode").emoji("🦀"),
    ];
    Reply::new("Badges")
        .buttons([Button::new("Go", clicked::id()).emoji(emoji)])
        .select(Select::new(chosen::id(), options).placeholder("Badge"))
}

static REFUSED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Tries to send emoji that are none.
#[command]
async fn wrong_emoji(ctx: &Context) -> Result<&'static str> {
    let button = Reply::new("x").buttons([Button::new("x", clicked::id()).emoji(":crab:")]);
    let option = SelectOption::new("x", "x").emoji("<:crab>");
    for reply in [button, Reply::new("x").select(Select::new(chosen::id(), [option]))] {
        match ctx.reply(reply).await {
            Err(ReplyError::InvalidEmoji(text)) => REFUSED.lock().unwrap().push(text),
            other => return Err(format!("{other:?}").into()),
        }
    }
    Ok("refused")
}

#[command]
async fn invite(ctx: &Context, role: Role) -> Reply {
    let defaults = [SelectDefaultValue::from(ctx.author().id), role.id.into()];
    let menu = Select::mentionables(invited::id()).min_values(0).max_values(5).default_values(defaults);
    Reply::new("Whom?").select(menu.placeholder("Invited"))
}

#[command]
async fn shop() -> Reply {
    Reply::new("Support us").buttons([Button::premium(SkuId::new(7)), Button::new("No", clicked::id())])
}

#[command]
async fn programme() -> Reply {
    let data = File::new("data.csv", "a,b\n");
    let picture = Media::new(data.url()).description("A table").spoiler();
    let frame = Container::new([
        Section::with_button(["Tonight"], Button::new("Go", clicked::id())).into(),
        Block::Separator { line: false, spacing: Spacing::Large },
        Block::Gallery(vec![picture]),
        Block::File { name: "data.csv".to_owned(), spoiler: true },
    ]);
    Reply::default().layout([frame.color(0x00ff_8800).spoiler().into()]).file(data)
}

/// A container in a container.
#[command]
async fn nested(ctx: &Context) -> Result<&'static str> {
    let inner = Container::new([Block::text("inside")]);
    let reply = Reply::default().layout([Container::new([inner.into()]).into()]);
    match ctx.reply(reply).await {
        Err(ReplyError::Refused("containers cannot be nested")) => Ok("refused"),
        other => Err(format!("{other:?}").into()),
    }
}

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<chosen>()
        .command::<clicked>()
        .command::<invited>()
        .command::<badge>()
        .command::<wrong_emoji>()
        .command::<invite>()
        .command::<shop>()
        .command::<programme>()
        .command::<nested>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

/// The component in a row of the message, as Discord stored it.
fn component(answer: &Answer, row: usize) -> &Value {
    &answer.raw["components"][row]["components"][0]
}

#[tokio::test]
async fn custom_emoji_are_stored_with_their_id() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let blob = sandbox.discord().new_emoji("blob").await?;
    for answer in [
        alice.says(&format!("!badge <a:blob:{blob}>")).await?,
        alice.slash("badge").option("emoji", format!("<a:blob:{blob}>")).send().await?,
    ] {
        let expected = json!({ "id": blob.to_string(), "name": "blob", "animated": true });
        assert_eq!(component(&answer, 0)["emoji"], expected);
        let options = &component(&answer, 1)["options"];
        assert_eq!((&options[0]["emoji"], &options[0]["default"]), (&expected, &json!(true)));
        assert_eq!(options[1]["emoji"], json!({ "name": "🦀" }));
        assert_eq!(alice.clicks(&answer, "Go").await?.content, "clicked");
    }
    let answer = alice.says("!badge 🦀").await?;
    assert_eq!(component(&answer, 0)["emoji"], json!({ "name": "🦀" }));
    Ok(())
}

#[tokio::test]
async fn a_text_that_is_no_emoji_is_refused_before_sending() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!wrong_emoji").await?.content, "refused");
    assert_eq!(*REFUSED.lock().unwrap(), [":crab:", "<:crab>"]);
    Ok(())
}

#[tokio::test]
async fn a_select_menu_has_default_values() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let mods = sandbox.role("mods", Permissions::empty()).await?;
    let menu = alice.says("!invite mods").await?;
    let stored = component(&menu, 0);
    assert_eq!(
        stored["default_values"],
        json!([
            { "id": alice.id().to_string(), "type": "user" },
            { "id": mods.id().to_string(), "type": "role" },
        ])
    );
    assert_eq!((&stored["min_values"], &stored["max_values"]), (&json!(0), &json!(5)));
    assert_eq!(alice.selects(&menu, "Invited", &["alice", "@mods"]).await?.content, "2");
    assert_eq!(alice.selects(&menu, "Invited", &[]).await?.content, "0");
    Ok(())
}

#[tokio::test]
async fn a_premium_button_offers_a_sku() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let shop = alice.slash("shop").send().await?;
    assert_eq!(component(&shop, 0), &json!({ "type": 2, "id": 2, "style": 6, "sku_id": "7" }));
    let refused = alice.clicks(&shop, "7").await.unwrap_err();
    assert!(refused.to_string().contains("a purchase"), "{refused}");
    Ok(())
}

#[tokio::test]
async fn a_layout_has_every_block() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let programme = alice.slash("programme").send().await?;
    let frame = &programme.raw["components"][0];
    assert_eq!((&frame["accent_color"], &frame["spoiler"]), (&json!(0x00ff_8800), &json!(true)));
    let blocks = &frame["components"];
    assert_eq!((&blocks[1]["divider"], &blocks[1]["spacing"]), (&json!(false), &json!(2)));
    let file = &programme.attachments()[0].url;
    let item = &blocks[2]["items"][0];
    assert_eq!((&item["media"]["url"], &item["description"]), (&json!(file), &json!("A table")));
    assert_eq!((&blocks[3]["file"]["url"], &blocks[3]["spoiler"]), (&json!(file), &json!(true)));
    assert_eq!(alice.clicks(&programme, "Go").await?.content, "clicked");
    assert_eq!(alice.says("!nested").await?.content, "refused");
    Ok(())
}

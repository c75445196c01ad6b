//! Files of members and of the bot, uploaded and downloaded.

use mindtrace_discord::sandbox::{Discord, SandboxError};
use serde_json::json;
use serenity::all::{
    CreateAttachment, CreateEmbed, CreateInteractionResponseMessage, CreateMessage, EditAttachments,
    EditMessage, GatewayIntents, Message, Permissions,
};
use tokio::join;

use crate::{desk::ManualBot, peer::Peer};

#[tokio::test(flavor = "multi_thread")]
async fn members_attach_downloadable_files() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    let posted =
        alice.posts("look").attach("my notes.txt", "hello").attach("b.png", vec![1, 2]).await.unwrap();
    assert_eq!(posted.attachments, ["my_notes.txt", "b.png"]);
    let event = desk.socket.until("MESSAGE_CREATE").await;
    let message: Message = serde_json::from_value(event).unwrap();
    let (text, image) = (&message.attachments[0], &message.attachments[1]);
    assert_eq!((text.size, text.content_type.as_deref()), (5, Some("text/plain; charset=utf-8")));
    assert_eq!(image.content_type.as_deref(), Some("image/png"));
    assert_eq!(
        (text.download().await.unwrap(), image.download().await.unwrap()),
        (b"hello".to_vec(), vec![1, 2])
    );
    let alone = alice.posts("").attach("a.txt", "x").await.unwrap();
    assert_eq!((alone.content.as_str(), alone.attachments()[0].bytes()), ("", &b"x"[..]));
    let missing = reqwest::get(format!("{}/attachments/1/2/a.txt", discord.url())).await.unwrap();
    assert_eq!(missing.status(), 404);
    let general = discord.channel("general").unwrap();
    let many = (0..11).fold(alice.posts("many"), |posting, n| posting.attach(&format!("{n}.txt"), "x"));
    assert!(matches!(many.await, Err(SandboxError::Refused { .. })));
    let large = alice.posts("large").attach("a.bin", vec![0; 10 * 1024 * 1024 + 1]);
    assert!(matches!(large.await, Err(SandboxError::Refused { .. })));
    discord.overwrite(&general, &alice, Permissions::empty(), Permissions::ATTACH_FILES).await.unwrap();
    assert!(matches!(alice.posts("no").attach("a.txt", "x").await, Err(SandboxError::Refused { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn slash_options_take_files() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let file = json!({"type": 11, "name": "file", "description": "d", "required": true});
    desk.register(json!([{"name": "scan", "description": "d", "options": [file]}])).await;
    let alice = discord.member("alice").await.unwrap();
    let call = alice.slash("scan").attach("file", "a.json", "{}");
    let (answer, used) = join!(call.send(), desk.answers(4, json!({"content": "clean"})));
    answer.unwrap();
    let id = used["data"]["options"][0]["value"].as_str().unwrap();
    let file: serenity::all::Attachment =
        serde_json::from_value(used["data"]["resolved"]["attachments"][id].clone()).unwrap();
    assert_eq!((file.filename.as_str(), file.size, file.ephemeral), ("a.json", 2, true));
    assert_eq!(file.download().await.unwrap(), b"{}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_uploads_with_messages_and_edits() {
    let discord = Discord::start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let alice = discord.member("alice").await.unwrap();
    let general = discord.channel("general").unwrap().id();
    let file = |name: &str| CreateAttachment::bytes(name.as_bytes(), name).description("what it is");
    let embed = CreateEmbed::new().image("attachment://a.png");
    let mut sent = general
        .send_message(
            &peer.http,
            CreateMessage::new().embed(embed).add_file(file("a.png")).add_file(file("b.txt")),
        )
        .await
        .unwrap();
    let shown = alice.sees().await.unwrap();
    let files = shown.attachments();
    assert_eq!((files[0].filename.as_str(), files[0].size, files[0].bytes()), ("a.png", 5, &b"a.png"[..]));
    assert_eq!(files[1].description.as_deref(), Some("what it is"));
    assert_eq!(shown.embeds[0]["image"]["url"], files[0].url);
    let kept = EditAttachments::new().keep(sent.attachments[1].id).add(file("c.txt"));
    sent.edit(&peer.http, EditMessage::new().attachments(kept)).await.unwrap();
    assert_eq!(alice.looks_at(&shown).await.unwrap().attachments, ["b.txt", "c.txt"]);
    let large = CreateAttachment::bytes(vec![0; 10 * 1024 * 1024 + 1], "large.bin");
    let error = general.send_files(&peer.http, [large], CreateMessage::new()).await.unwrap_err();
    assert_eq!(code(error), (413, 40005));
    let many = (0..11).map(|number| file(&format!("{number}.txt")));
    let error = general.send_files(&peer.http, many, CreateMessage::new()).await.unwrap_err();
    assert_eq!(code(error), (400, 50035));
    peer.read_everything(&discord).await;
    peer.stop().await;
}

fn code(error: serenity::Error) -> (u16, isize) {
    let serenity::Error::Http(serenity::all::HttpError::UnsuccessfulRequest(error)) = error else {
        panic!("{error}")
    };
    (error.status_code.as_u16(), error.error.code)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_uploads_with_answers_and_follow_ups() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    desk.register(json!([{"name": "file", "description": "d"}])).await;
    let alice = discord.member("alice").await.unwrap();
    let http = crate::peer::http(&discord);
    http.set_application_id(discord.application());
    let file = |name: &str| CreateAttachment::bytes(name.as_bytes(), name);
    let (answer, used) = join!(alice.slash("file").send(), async {
        let used = desk.interaction().await;
        let used: serenity::all::CommandInteraction = serde_json::from_value(used).unwrap();
        let message = CreateInteractionResponseMessage::new().content("one").add_file(file("1.txt"));
        let response = serenity::all::CreateInteractionResponse::Message(message);
        used.create_response(&http, response).await.unwrap();
        used
    });
    assert_eq!(answer.unwrap().attachments()[0].bytes(), b"1.txt");
    let follow_up = serenity::all::CreateInteractionResponseFollowup::new().add_file(file("2.txt"));
    used.create_followup(&http, follow_up).await.unwrap();
    assert_eq!(alice.sees().await.unwrap().attachments, ["2.txt"]);
    let edit = serenity::all::EditInteractionResponse::new().new_attachment(file("3.txt"));
    let edited = used.edit_response(&http, edit).await.unwrap();
    let edited = discord.message(edited.channel_id, edited.id).unwrap();
    assert_eq!(edited.attachments().last().unwrap().bytes(), b"3.txt");
    let general = discord.channel("general").unwrap().id();
    let invalid = json!({"content": "x", "attachments": [{"id": 0, "filename": "a.txt"}]});
    let (status, body) =
        desk.rest(reqwest::Method::POST, &format!("/channels/{general}/messages"), invalid).await;
    assert_eq!(status, 400, "{body}");
    assert!(body["errors"]["attachments"]["0"]["id"].is_object(), "{body}");
}

//! A small bot on bare serenity that answers, and records every event it could not read.

use std::{sync::Arc, time::Duration};

use mindtrace_discord::sandbox::Discord;
use serenity::{
    all::{
        Client, CommandDataOptionValue, CommandInteraction, Context, CreateActionRow, CreateAllowedMentions,
        CreateAttachment, CreateButton, CreateCommand, CreateCommandOption, CreateEmbed,
        CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage,
        CreateMessage, EditInteractionResponse, Event, EventHandler, GatewayIntents, Http, HttpBuilder,
        Interaction, Message, RawEventHandler, ShardManager,
    },
    async_trait,
};
use tokio::{sync::watch, task::JoinHandle, time::timeout};

/// Every dispatch the sandbox can send.
pub(crate) const EVENTS: [&str; 34] = [
    "READY",
    "RESUMED",
    "GUILD_MEMBERS_CHUNK",
    "INTERACTION_CREATE",
    "THREAD_UPDATE",
    "THREAD_DELETE",
    "GUILD_MEMBER_ADD",
    "GUILD_MEMBER_REMOVE",
    "GUILD_MEMBER_UPDATE",
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_UPDATE",
    "GUILD_ROLE_DELETE",
    "CHANNEL_CREATE",
    "CHANNEL_UPDATE",
    "CHANNEL_DELETE",
    "THREAD_CREATE",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "MESSAGE_POLL_VOTE_ADD",
    "MESSAGE_POLL_VOTE_REMOVE",
    "MESSAGE_REACTION_ADD",
    "MESSAGE_REACTION_REMOVE",
    "MESSAGE_REACTION_REMOVE_ALL",
    "MESSAGE_REACTION_REMOVE_EMOJI",
    "TYPING_START",
    "VOICE_STATE_UPDATE",
    "GUILD_BAN_ADD",
    "GUILD_BAN_REMOVE",
    "GUILD_CREATE",
    "GUILD_DELETE",
    "GUILD_UPDATE",
    "CHANNEL_PINS_UPDATE",
];

pub(crate) struct Peer {
    pub(crate) http: Arc<Http>,
    pub(crate) shards: Arc<ShardManager>,
    pub(crate) task: JoinHandle<serenity::Result<()>>,
    received: watch::Receiver<Received>,
}

/// The events that the raw handler received.
#[derive(Debug, Default)]
struct Received {
    events: u64,
    unreadable: Vec<String>,
}

impl Peer {
    /// Connects with these intents, with all commands registered.
    pub(crate) async fn connect(discord: &Discord, intents: GatewayIntents) -> Self {
        let peer = Self::start(discord, intents).await;
        peer.register().await;
        discord.wait_until_ready().await.unwrap();
        peer
    }

    pub(crate) async fn start(discord: &Discord, intents: GatewayIntents) -> Self {
        let (sender, received) = watch::channel(Received::default());
        let mut client = serenity::client::ClientBuilder::new_with_http(http(discord), intents)
            .event_handler(Answering)
            .raw_event_handler(Recording(sender))
            .await
            .unwrap();
        let (http, shards) = (Arc::clone(&client.http), Arc::clone(&client.shard_manager));
        let task = tokio::spawn(async move { run(&mut client).await });
        Self { http, shards, task, received }
    }

    /// Waits until every dispatch so far was handled; fails if serenity could not read one.
    pub(crate) async fn read_everything(&self, discord: &Discord) {
        // serenity spawns a task per event, so an answer does not mean that all earlier events were handled.
        let sent = discord.sent(&EVENTS);
        let received = &mut self.received.clone();
        let all =
            timeout(Duration::from_secs(10), received.wait_for(|received| received.events >= sent)).await;
        assert_eq!(all.expect("some events never arrived").unwrap().unreadable, Vec::<String>::new());
    }

    pub(crate) async fn stop(self) {
        self.shards.shutdown_all().await;
        self.task.await.unwrap().unwrap();
    }

    async fn register(&self) {
        use serenity::all::CommandOptionType::{
            Attachment, Boolean, Channel, Integer, Mentionable, Number, Role, String, SubCommand, User,
        };
        let option = |kind, name: &str| CreateCommandOption::new(kind, name, "d");
        let plain = |name: &str| CreateCommand::new(name).description("d");
        let commands = vec![
            plain("hello")
                .add_option(option(String, "who").required(true).max_length(10))
                .add_option(option(Integer, "count").min_int_value(1).max_int_value(9))
                .add_option(
                    option(String, "tone")
                        .add_string_choice("Loud", "loud")
                        .add_string_choice("Soft", "soft"),
                ),
            plain("slow"),
            plain("whisper"),
            plain("whisperslow"),
            plain("silent"),
            plain("late"),
            plain("buttons"),
            plain("ping"),
            plain("many"),
            plain("tag").add_option(
                option(SubCommand, "create").add_sub_option(option(String, "name").required(true)),
            ),
            plain("all")
                .add_option(option(Boolean, "b"))
                .add_option(option(User, "u"))
                .add_option(option(Channel, "c"))
                .add_option(option(Role, "r"))
                .add_option(option(Mentionable, "m"))
                .add_option(option(Number, "n"))
                .add_option(option(Attachment, "a")),
            plain("naughty").nsfw(true),
        ];
        self.http.create_global_commands(&commands).await.unwrap();
    }
}

/// Returns a client of the sandbox's REST API.
pub(crate) fn http(discord: &Discord) -> Http {
    HttpBuilder::new(discord.token())
        .proxy(discord.url())
        .ratelimiter_disabled(true)
        .application_id(discord.application())
        .build()
}

async fn run(client: &mut Client) -> serenity::Result<()> {
    client.start().await
}

struct Recording(watch::Sender<Received>);

#[async_trait]
impl RawEventHandler for Recording {
    async fn raw_event(&self, _: Context, event: Event) {
        self.0.send_modify(|received| {
            received.events += 1;
            if let Event::Unknown(unknown) = event {
                received.unreadable.push(format!("{}: {}", unknown.kind, unknown.value));
            }
        });
    }
}

struct Answering;

#[async_trait]
impl EventHandler for Answering {
    async fn message(&self, ctx: Context, message: Message) {
        if message.author.bot || message.webhook_id.is_some() {
            return;
        }
        answer(&ctx, &message).await.unwrap();
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => respond(&ctx, &command).await.unwrap(),
            Interaction::Component(component) => {
                let text = format!("clicked {}", component.data.custom_id);
                let message = CreateInteractionResponseMessage::new().content(text).components(Vec::new());
                let response = if component.data.custom_id == "update" {
                    CreateInteractionResponse::UpdateMessage(message)
                } else {
                    CreateInteractionResponse::Message(message)
                };
                component.create_response(&ctx.http, response).await.unwrap();
            }
            other => panic!("unexpected {other:?}"),
        }
    }
}

async fn answer(ctx: &Context, message: &Message) -> serenity::Result<()> {
    let (word, rest) = message.content.split_once(' ').unwrap_or((&message.content, ""));
    match word {
        "!hello" => drop(message.channel_id.say(&ctx.http, format!("Hello {rest}!")).await?),
        "!reply" => drop(message.reply_ping(&ctx.http, "at your service").await?),
        "!quiet" => {
            let mentions = CreateAllowedMentions::new();
            let quiet = CreateMessage::new().content(rest).allowed_mentions(mentions);
            message.channel_id.send_message(&ctx.http, quiet).await?;
        }
        "!shout" => drop(message.channel_id.say(&ctx.http, rest).await?),
        "!dm" => {
            let dm = message.author.direct_message(&ctx.http, CreateMessage::new().content("psst")).await;
            if let Err(error) = dm {
                message.channel_id.say(&ctx.http, format!("no: {error}")).await?;
            }
        }
        "!file" => {
            let file = CreateAttachment::bytes(b"hello".as_slice(), "hello.txt");
            message.channel_id.send_files(&ctx.http, [file], CreateMessage::new().content("here")).await?;
        }
        "!embed" => {
            let embed = CreateEmbed::new().title("Title").field("a", "b", true);
            message.channel_id.send_message(&ctx.http, CreateMessage::new().embed(embed)).await?;
        }
        "!react" => drop(message.react(&ctx.http, '👍').await?),
        _ if message.mentions.iter().any(|user| user.bot) => {
            message.channel_id.say(&ctx.http, format!("I heard: {}", message.content)).await?;
        }
        _ => {}
    }
    Ok(())
}

async fn respond(ctx: &Context, command: &CommandInteraction) -> serenity::Result<()> {
    let say = |text: String| {
        CreateInteractionResponse::Message(CreateInteractionResponseMessage::new().content(text))
    };
    match command.data.name.as_str() {
        "hello" => {
            let options: Vec<String> =
                command.data.options.iter().map(|option| shown(&option.value)).collect();
            command.create_response(&ctx.http, say(format!("Hello {}!", options.join(" ")))).await
        }
        "slow" => {
            command.defer(&ctx.http).await?;
            command
                .edit_response(&ctx.http, EditInteractionResponse::new().content("finally"))
                .await
                .map(drop)
        }
        "whisper" => {
            let message = CreateInteractionResponseMessage::new().content("secret").ephemeral(true);
            command.create_response(&ctx.http, CreateInteractionResponse::Message(message)).await
        }
        "whisperslow" => {
            command.defer_ephemeral(&ctx.http).await?;
            let public = CreateInteractionResponseFollowup::new().content("still secret").ephemeral(false);
            command.create_followup(&ctx.http, public).await.map(drop)
        }
        "buttons" => {
            let row = CreateActionRow::Buttons(vec![
                CreateButton::new("update").label("U"),
                CreateButton::new("new").label("N"),
            ]);
            let message = CreateInteractionResponseMessage::new().content("click").components(vec![row]);
            command.create_response(&ctx.http, CreateInteractionResponse::Message(message)).await
        }
        "ping" => command.create_response(&ctx.http, say(format!("<@{}> @everyone", command.user.id))).await,
        "many" => {
            command.create_response(&ctx.http, say("one".into())).await?;
            let two = CreateInteractionResponseFollowup::new().content("two").ephemeral(true);
            command.create_followup(&ctx.http, two).await?;
            command.edit_response(&ctx.http, EditInteractionResponse::new().content("uno")).await.map(drop)
        }
        "tag" => command.create_response(&ctx.http, say(format!("{:?}", command.data.options()))).await,
        "all" => {
            let resolved = &command.data.resolved;
            let text = format!(
                "{} users, {} members, {} channels, {} roles, {} files",
                resolved.users.len(),
                resolved.members.len(),
                resolved.channels.len(),
                resolved.roles.len(),
                resolved.attachments.len(),
            );
            command.create_response(&ctx.http, say(text)).await
        }
        _ => Ok(()),
    }
}

fn shown(value: &CommandDataOptionValue) -> String {
    match value {
        CommandDataOptionValue::String(text) => text.clone(),
        CommandDataOptionValue::Integer(number) => number.to_string(),
        other => format!("{other:?}"),
    }
}

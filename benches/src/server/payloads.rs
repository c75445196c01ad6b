//! The events that the server sends, and the objects that it answers with.

use super::clock::{Ids, timestamp, unix_millis};
use super::template::{Template, compact};

/// The id of the bot's user and of its application.
pub(super) const BOT: &str = "1100000000000000001";
/// The id of the only guild.
pub(super) const GUILD: &str = "1100000000000000002";
/// The id of a command that the bot did not register.
pub(super) const UNREGISTERED: &str = "1100000000000000700";

/// The words behind the number of each command.
const WORDS: &str = " the quick brown fox jumps over the lazy dog";

/// All payloads, prepared.
#[derive(Debug)]
pub(super) struct Payloads {
    message_create: Template,
    interaction_create: Template,
    message: Template,
    reply: Template,
    callback: Template,
    ids: Ids,
    pub(super) user: String,
    pub(super) bot: String,
    pub(super) bot_member: String,
    pub(super) channel: String,
    /// The guild object of REST.
    pub(super) guild: String,
    /// The guild object of `GUILD_CREATE`.
    pub(super) guild_create: String,
    pub(super) application: String,
}

impl Payloads {
    pub(super) fn new() -> Self {
        let user = compact(include_str!("templates/user_alice.json"));
        let bot = compact(include_str!("templates/user_bot.json"));
        let channel = compact(include_str!("templates/channel.json"));
        let users = |source: &str| source.replace("<user>", &user).replace("<bot>", &bot);
        let bot_member = compact(&users(include_str!("templates/bot_member.json")));
        let guild = compact(include_str!("templates/guild.json"));
        let guild_create = format!(
            "{guild},\"joined_at\":\"2024-03-14T15:09:26.535000+00:00\",\"large\":false,\"unavailable\":false,\
             \"member_count\":3,\"members\":[{bot_member}],\"channels\":[{channel}],\"threads\":[],\"voice_states\":[],\
             \"presences\":[],\"stage_instances\":[],\"guild_scheduled_events\":[],\"soundboard_sounds\":[]}}"
        );
        let template = |source: &str, names: &[&str]| Template::new(&users(source), names);
        Self {
            message_create: template(
                include_str!("templates/message_create.json"),
                &["seq", "time", "id", "text"],
            ),
            interaction_create: template(
                include_str!("templates/interaction_create.json"),
                &["seq", "token", "id", "text", "command"],
            ),
            message: template(include_str!("templates/message.json"), &["content", "time", "id"]),
            reply: template(include_str!("templates/reply.json"), &["content", "time", "id", "original"]),
            callback: template(include_str!("templates/callback.json"), &["interaction", "id", "message"]),
            ids: Ids::default(),
            application: compact(&users(include_str!("templates/application.json"))),
            guild: format!("{guild}}}"),
            user,
            bot,
            bot_member,
            channel,
            guild_create,
        }
    }

    /// Returns the event of a message with this text.
    pub(super) fn message_create(&mut self, seq: u64, text: &str) -> String {
        let id = self.ids.next().to_string();
        self.message_create.fill(&[&seq.to_string(), &timestamp(unix_millis()), &id, text])
    }

    /// Returns the event of the slash command `/echo`.
    pub(super) fn interaction_create(&mut self, seq: u64, command: &str, number: u64) -> String {
        let id = self.ids.next().to_string();
        // As long as Discord's tokens, which are about two hundred characters.
        let token = format!("aW50ZXJhY3Rpb246{id}{:A>170}.{number:09}", "");
        self.interaction_create.fill(&[&seq.to_string(), &token, &id, &text_of(number), command])
    }

    /// Returns a message of the bot. `content` is a JSON string, `original` the message that it replies to.
    pub(super) fn message(&mut self, content: &str, original: Option<&str>) -> String {
        let id = self.ids.next().to_string();
        let time = timestamp(unix_millis());
        match original {
            None => self.message.fill(&[content, &time, &id]),
            Some(original) => self.reply.fill(&[content, &time, &id, original]),
        }
    }

    /// Returns the answer to an interaction's callback with `with_response=true`.
    pub(super) fn callback(&mut self, interaction: &str, content: &str) -> String {
        let message = self.message(content, None);
        let id = self.ids.next().to_string();
        self.callback.fill(&[interaction, &id, &message])
    }

    /// Returns a new id.
    pub(super) fn id(&mut self) -> u64 {
        self.ids.next()
    }
}

/// Returns the text of the command with this number, which the bot has to echo.
pub(super) fn text_of(number: u64) -> String {
    format!("{number}{WORDS}")
}

/// Returns the text of a message that is no command.
pub(super) fn noise_of(number: u64) -> String {
    format!("has anyone seen the kettle? I put it on {number} minutes ago, and now the tea is gone as well")
}

/// Returns the number of the command whose text this JSON string is.
pub(super) fn number_of(content: &str) -> Option<u64> {
    let text = content.strip_prefix('"')?.strip_suffix('"')?;
    text.strip_suffix(WORDS)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{Payloads, number_of, text_of};

    #[test]
    fn every_payload_is_json_of_a_realistic_size() {
        let mut payloads = Payloads::new();
        for payload in [
            payloads.message_create(7, &text_of(1)),
            payloads.interaction_create(8, "5", 1),
            payloads.message("\"hello\"", None),
            payloads.message("\"hello\"", Some("12")),
            payloads.callback("9", "\"hello\""),
            payloads.guild_create.clone(),
            payloads.guild.clone(),
            payloads.application.clone(),
            payloads.channel.clone(),
        ] {
            let parsed: Value = serde_json::from_str(&payload).unwrap();
            assert!(parsed.is_object() && !payload.contains('\n') && !payload.contains('<'), "{payload}");
        }
        assert!((900..1500).contains(&payloads.message_create(7, "!echo hello").len()));
    }

    #[test]
    fn the_number_of_a_command_is_read_from_its_text() {
        assert_eq!(number_of(&format!("\"{}\"", text_of(12))), Some(12));
        assert_eq!(number_of("\"12 the quick brown fox\""), None);
        assert_eq!(number_of("\"hello\""), None);
    }
}

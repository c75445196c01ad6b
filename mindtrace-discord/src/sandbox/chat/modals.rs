//! The modal that is open in the chat.

use std::sync::{Arc, Mutex, PoisonError};

use crate::args::lexer::Lexer;
use crate::sandbox::{Discord, Field, Modal, SandboxError};
use mindtrace_discord_sandbox::internal::{CHECKBOX, FILE_UPLOAD, TEXT_INPUT};

/// The modal that is open, if any. A new one replaces an older one.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenModal(Arc<Mutex<Option<Modal>>>);

impl OpenModal {
    /// Opens a modal and returns the text that lists its fields.
    pub(super) fn opens(&self, modal: Modal) -> String {
        let mut lines = vec![format!("[{}]", modal.title())];
        lines.extend(modal.texts());
        lines.extend(modal.fields().iter().map(field_line));
        lines.push("set fields with `:set \"FIELD\" TEXT`, then `:submit` or `:close`".to_owned());
        self.put(modal);
        lines.join("\n")
    }

    /// Sets one field: `"Your name" Alice`.
    pub(super) fn set(&self, line: &str, discord: &Discord) -> Result<(), SandboxError> {
        let modal = self.take(discord)?;
        let mut lexer = Lexer::new(line, |_| false);
        let mut word = || lexer.word().map_err(|error| discord.refused(error.to_string()));
        let name = word()?.unwrap_or_default();
        let fields = modal.fields();
        let Some(field) = fields.iter().find(|field| field.label == name || field.custom_id == name) else {
            let known: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
            let known = known.join(", ");
            self.put(modal);
            return Err(discord.refused(format!("the modal has no field `{name}`; it has: {known}")));
        };
        let rest = lexer.remainder().trim();
        let changed = match field.component_type {
            TEXT_INPUT => modal.set_text(&name, rest),
            CHECKBOX => modal.check(&name, matches!(rest, "yes" | "true" | "on" | "x")),
            // A chat of lines has no files, so the text becomes one.
            FILE_UPLOAD => modal.attach(&name, "file.txt", rest),
            _ => modal.select(&name, words(rest)),
        };
        self.put(changed);
        Ok(())
    }

    /// Returns the modal to submit. It stays open, because the client may refuse to send it.
    pub(super) fn to_submit(&self, discord: &Discord) -> Result<Modal, SandboxError> {
        let modal = self.take(discord)?;
        self.put(modal.clone());
        Ok(modal)
    }

    /// Closes the modal.
    pub(super) fn closes(&self, discord: &Discord) -> Result<(), SandboxError> {
        self.take(discord).map(Modal::closes)
    }

    /// Removes the modal after it was submitted.
    pub(super) fn is_done(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn put(&self, modal: Modal) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(modal);
    }

    fn take(&self, discord: &Discord) -> Result<Modal, SandboxError> {
        let modal = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        modal.ok_or_else(|| discord.refused("no modal is open"))
    }
}

/// Returns a line that describes a field, with the value that it has until it is set.
fn field_line(field: &Field) -> String {
    let suffix = if field.required { "" } else { " (optional)" };
    let options =
        if field.options.is_empty() { String::new() } else { format!(": {}", field.options.join(" / ")) };
    let value = match &field.value {
        Some(value) => value.replace('\n', "\\n"),
        None if field.checked => "yes".to_owned(),
        None => field.selected.join(", "),
    };
    let value = if value.is_empty() { value } else { format!(" = {value}") };
    format!("- {}{suffix}{options}{value}", field.label)
}

/// Splits a line into words. A line with unbalanced quotes is one word.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut lexer = Lexer::new(line, |_| false);
    let mut words = Vec::new();
    loop {
        match lexer.word() {
            Ok(Some(word)) => words.push(word),
            Ok(None) => return words,
            Err(_) => return vec![line.to_owned()],
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::sandbox::chat::controls::{Control, Speaker, control};
    use mindtrace_discord_sandbox::internal::{Outcome, Sent};

    async fn post(discord: &Discord, path: &str, body: &Value) {
        let request = reqwest::Client::new().post(format!("{}/api/v10{path}", discord.url())).json(body);
        let response =
            request.header("authorization", format!("Bot {}", discord.token())).send().await.unwrap();
        assert!(response.status().is_success(), "{}", response.text().await.unwrap());
    }

    async fn answer(discord: &Discord, sent: &Sent, body: Value) {
        post(discord, &sent.callback_path(), &body).await;
    }

    #[tokio::test]
    async fn a_modal_is_completed_line_by_line() {
        let discord = Discord::start().await.unwrap();
        let mut speaker = Speaker::new(discord.member("alice").await.unwrap());
        let button = json!({"type": 2, "style": 1, "custom_id": "edit", "label": "Edit it"});
        let message = json!({"components": [{"type": 1, "components": [button]}]});
        let general = discord.channel("general").unwrap().id();
        post(&discord, &format!("/channels/{general}/messages"), &message).await;
        let used = control("use \"Show avatar\" @bob", &mut speaker, &discord).await.unwrap();
        let Control::Use(used) = used else { panic!("no context menu") };
        assert!(
            used.begin()
                .err()
                .unwrap()
                .to_string()
                .contains("the context menu of a user in #general has no command")
        );
        assert!(control("click Nothing", &mut speaker, &discord).await.is_err());
        let Control::Click(click) = control("click Edit it", &mut speaker, &discord).await.unwrap() else {
            panic!("no click")
        };
        let sent = click.begin().unwrap();
        let label =
            |label: &str, component: Value| json!({"type": 18, "label": label, "component": component});
        let options = json!([{"label": "Red", "value": "r"}, {"label": "Dark Blue", "value": "b"}]);
        let components = json!([
            label("Your name", json!({"type": 4, "custom_id": "name", "style": 1})),
            label("Colours", json!({"type": 3, "custom_id": "colours", "options": options, "max_values": 2})),
            label("Sure", json!({"type": 23, "custom_id": "sure"})),
            label("Note", json!({"type": 4, "custom_id": "note", "style": 2, "value": "two\nlines"})),
        ]);
        let modal = json!({"custom_id": "f", "title": "Details", "components": components});
        answer(&discord, &sent, json!({"type": 9, "data": modal})).await;
        let Outcome::Modal(modal) = sent.outcome().await.unwrap() else { panic!("no modal") };
        let open = OpenModal::default();
        let shown = open.opens(modal);
        assert!(
            shown.starts_with("[Details]\n- Your name\n- Colours: Red / Dark Blue\n- Sure (optional)\n- Note = two\\nlines\n"),
            "{shown}"
        );
        assert!(open.set("Age 7", &discord).unwrap_err().to_string().contains("no field `Age`"));
        assert!(open.to_submit(&discord).unwrap().begin().is_err(), "the name is missing");
        for line in ["\"Your name\" Ann Lee", "colours Red \"Dark Blue\"", "Sure yes"] {
            open.set(line, &discord).unwrap();
        }
        let sent = open.to_submit(&discord).unwrap().begin().unwrap();
        answer(&discord, &sent, json!({"type": 4, "data": {"content": "thanks"}})).await;
        assert!(matches!(sent.outcome().await.unwrap(), Outcome::Shown));
        open.closes(&discord).unwrap();
        assert!(open.closes(&discord).is_err(), "it is closed already");
    }
}

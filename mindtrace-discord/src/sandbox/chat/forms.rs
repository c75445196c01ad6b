//! The form that is open in the chat.

use std::sync::{Arc, Mutex, PoisonError};

use crate::args::lexer::Lexer;
use crate::sandbox::discord::component_rules::{CHECKBOX, FILE_UPLOAD, TEXT_INPUT};
use crate::sandbox::{Field, Form, Sandbox, SandboxError};

/// The form a person has in front of them, if any; the newest takes the place of the one before.
#[derive(Debug, Clone, Default)]
pub(super) struct OpenForm(Arc<Mutex<Option<Form>>>);

impl OpenForm {
    /// Shows a form and says what can be filled in.
    pub(super) fn opens(&self, form: Form) -> String {
        let mut lines = vec![format!("[{}]", form.title())];
        lines.extend(form.texts());
        lines.extend(form.fields().iter().map(described));
        lines.push("fill it in with `:fill \"FIELD\" TEXT`, then `:submit` or `:close`".to_owned());
        self.put(form);
        lines.join("\n")
    }

    /// Fills in one field: `"Your name" Alice`.
    pub(super) fn fill(&self, line: &str, sandbox: &Sandbox) -> Result<(), SandboxError> {
        let form = self.take(sandbox)?;
        let mut lexer = Lexer::new(line, |_| false);
        let mut word = || lexer.word().map_err(|error| sandbox.discord().refused(error.to_string()));
        let name = word()?.unwrap_or_default();
        let fields = form.fields();
        let Some(field) = fields.iter().find(|field| field.label == name || field.custom_id == name) else {
            let known: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
            let known = known.join(", ");
            self.put(form);
            return Err(sandbox
                .discord()
                .refused(format!("the form has no field `{name}`; it has: {known}")));
        };
        let rest = lexer.remainder().trim();
        let filled = match field.component_type {
            TEXT_INPUT => form.fill(&name, rest),
            CHECKBOX => form.tick(&name, matches!(rest, "yes" | "true" | "on" | "x")),
            // There are no files in a chat of lines, so the text is one.
            FILE_UPLOAD => form.attach(&name, "file.txt", rest),
            _ => form.select(&name, words(rest)),
        };
        self.put(filled);
        Ok(())
    }

    /// The form to submit. It stays open, because a client keeps what it refused to send.
    pub(super) fn to_submit(&self, sandbox: &Sandbox) -> Result<Form, SandboxError> {
        let form = self.take(sandbox)?;
        self.put(form.clone());
        Ok(form)
    }

    /// Closes the form.
    pub(super) fn closes(&self, sandbox: &Sandbox) -> Result<(), SandboxError> {
        self.take(sandbox).map(Form::closes)
    }

    /// Takes the form away after it was submitted.
    pub(super) fn is_done(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn put(&self, form: Form) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(form);
    }

    fn take(&self, sandbox: &Sandbox) -> Result<Form, SandboxError> {
        let form = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        form.ok_or_else(|| sandbox.discord().refused("no form is open"))
    }
}

fn described(field: &Field) -> String {
    let need = if field.required { "" } else { " (optional)" };
    let options =
        if field.options.is_empty() { String::new() } else { format!(": {}", field.options.join(" / ")) };
    format!("- {}{need}{options}", field.label)
}

/// The words of a line; one whose quotes do not fit is taken as it stands.
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

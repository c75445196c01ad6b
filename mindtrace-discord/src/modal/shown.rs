//! A modal as it opens: the declared one with the changes of a draft, checked before anything is sent.

use std::collections::HashSet;

use super::draft::{Changes, FieldChange};
use super::value::{FieldValue, Preset};
use super::{FieldSpec, ModalSpec};
use crate::args::limit::Presence;
use crate::args::{ArgumentError, ArgumentKind, Value, lexer, shown};
use crate::component::{Problem, SelectOption};
use crate::dispatch::accepted;
use crate::outcome::ModalError;

/// Discord: the most characters of a title and of a label, of a placeholder, and of a text input's value.
const LABEL: usize = 45;
pub(super) const PLACEHOLDER: usize = 100;
pub(super) const LONGEST: u16 = 4000;

/// Discord: the most values and options of a select menu, and the most options of a radio or checkbox group.
pub(super) const MOST_CHOSEN: usize = 25;
const MOST_IN_GROUP: usize = 10;

/// Discord: the most fields and texts of a modal.
const MOST_COMPONENTS: usize = 5;

/// A modal as it opens.
pub(crate) struct Shown {
    pub(crate) title: String,
    pub(super) fields: Vec<ShownField>,
    /// The text below the last field; empty if there is none.
    pub(super) footer: String,
}

/// A field as it opens.
pub(super) struct ShownField {
    pub(super) spec: FieldSpec,
    pub(super) label: String,
    pub(super) placeholder: String,
    pub(super) options: Option<Vec<SelectOption>>,
    /// The text above the field; empty if there is none.
    pub(super) text: String,
    /// The accepted values; a text input has at most one. `None` stands for the declared default.
    pub(super) value: Option<Vec<Preset>>,
}

impl Shown {
    /// Applies the changes of a draft to a declared modal.
    ///
    /// # Errors
    ///
    /// The error of the first change that the modal does not take.
    pub(crate) fn new(spec: &ModalSpec, changes: Changes) -> Result<Self, ModalError> {
        let Changes { title, footer, fields: mut changes } = changes;
        let names: Vec<&'static str> = spec.fields.iter().map(|field| field.param.name).collect();
        if let Some((field, _)) = changes.iter().find(|(field, _)| !names.contains(&field.as_str())) {
            return Err(ModalError::UnknownField { field: field.clone(), fields: names });
        }
        let title = title.unwrap_or_else(|| spec.title.to_owned());
        if !is_within(&title, LABEL) {
            return Err(ModalError::Title);
        }
        let footer = markdown(footer, spec.footer);
        if footer.chars().count() > usize::from(LONGEST) {
            return Err(ModalError::Footer { reason: "a text has at most 4000 characters" });
        }
        let mut fields = Vec::with_capacity(spec.fields.len());
        for field in spec.fields {
            let known = changes.iter().position(|(name, _)| name == field.param.name);
            let change = known.map(|at| changes.swap_remove(at).1).unwrap_or_default();
            fields.push(ShownField::new(field, change)?);
        }
        let is_text = |field: &&ShownField| !field.text.is_empty();
        let texts = fields.iter().filter(is_text).count() + usize::from(!footer.is_empty());
        if fields.len() + texts > MOST_COMPONENTS {
            let reason = "a modal has at most five fields and texts";
            let last = fields.iter().rfind(is_text).filter(|_| footer.is_empty());
            return Err(last.map_or(ModalError::Footer { reason }, |last| last.refuses(reason)));
        }
        Ok(Self { title, fields, footer })
    }

    /// Checks that a submitted value is one of the options that the draft set. Discord sends no other, but a changed client may.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Invalid`] for another value.
    pub(crate) fn check(&self, name: &str, value: &Value) -> Result<(), ArgumentError> {
        let field = self.fields.iter().find(|field| field.spec.param.name == name);
        let options = field.and_then(|field| Some((&field.spec.param, field.options.as_ref()?)));
        let Some((param, options)) = options else { return Ok(()) };
        let value = value.to_string();
        if options.iter().any(|option| option.value() == value) {
            return Ok(());
        }
        Err(ArgumentError::Invalid {
            parameter: name.to_owned(),
            value: shown(&value),
            expected: param.expectation(),
        })
    }

    /// Returns whether the values of a field are selected in it and not typed.
    pub(crate) fn is_list_of_selected(&self, name: &str) -> bool {
        let field = self.fields.iter().find(|field| field.spec.param.name == name);
        field.is_some_and(|field| field.is_list() && !field.is_text())
    }
}

impl ShownField {
    fn new(spec: &FieldSpec, change: FieldChange) -> Result<Self, ModalError> {
        let FieldChange { label, placeholder, value, options, text } = change;
        let mut field = Self {
            spec: *spec,
            label: label.unwrap_or_else(|| spec.label.to_owned()),
            placeholder: placeholder.unwrap_or_else(|| spec.placeholder.to_owned()),
            options,
            text: markdown(text, spec.text),
            value: None,
        };
        if !is_within(&field.label, LABEL) {
            return Err(field.refuses("a label is not blank and has at most 45 characters"));
        }
        if field.placeholder.chars().count() > PLACEHOLDER {
            return Err(field.refuses("a placeholder has at most 100 characters"));
        }
        if field.text.chars().count() > usize::from(LONGEST) {
            return Err(field.refuses("a text has at most 4000 characters"));
        }
        if let Some(reason) = field.problem_of_options() {
            return Err(field.refuses(reason));
        }
        for option in field.options.iter().flatten() {
            accepted(&spec.param, option.value())?;
        }
        field.value = value.map(|value| field.presets(value)).transpose()?;
        Ok(field)
    }

    /// Returns whether the field is a text input; otherwise values are selected in it.
    pub(super) fn is_text(&self) -> bool {
        self.options.is_none() && self.spec.is_text()
    }

    pub(super) fn is_list(&self) -> bool {
        self.spec.param.presence == Presence::List
    }

    fn refuses(&self, reason: &'static str) -> ModalError {
        ModalError::Field { field: self.spec.param.name, reason }
    }

    /// Returns why Discord would refuse the options of the draft, if it would.
    fn problem_of_options(&self) -> Option<&'static str> {
        let options = self.options.as_deref()?;
        if !self.spec.is_text() && self.spec.param.choices.is_empty() {
            return Some("only texts, numbers and choices take options");
        }
        if self.spec.radio && !(2..=MOST_IN_GROUP).contains(&options.len()) {
            return Some("a radio group takes two to ten options");
        }
        if self.spec.radio && options.iter().any(SelectOption::has_emoji) {
            return Some("options of a radio group take no emoji");
        }
        if !(1..=MOST_CHOSEN).contains(&options.len()) {
            return Some("a select menu takes 1 to 25 options");
        }
        let mut values = HashSet::new();
        if !options.iter().all(|option| values.insert(option.value())) {
            return Some("two options have the same value");
        }
        if !self.is_list() && options.iter().filter(|option| option.is_selected()).count() > 1 {
            return Some("only a `Vec` takes several selected options");
        }
        match options.iter().find_map(SelectOption::problem)? {
            Problem::Limit(reason) => Some(reason),
            Problem::Emoji(_) => Some("the emoji of an option is none"),
            Problem::CustomId(_) | Problem::StoredTooLong => Some("a custom id is too long"),
        }
    }

    /// Checks the value of the draft and returns it as Discord takes it.
    fn presets(&self, value: FieldValue) -> Result<Vec<Preset>, ModalError> {
        // An empty text is an empty field.
        let is_value = |preset: &Preset| preset.as_text() != Some("");
        let presets: Vec<Preset> = value.0.into_iter().filter(is_value).collect();
        if !self.is_list() && presets.len() > 1 {
            return Err(self.refuses("only a `Vec` takes several values"));
        }
        if self.is_list() && self.spec.max_values.is_some_and(|most| presets.len() > usize::from(most)) {
            return Err(self.refuses("it takes fewer values than that"));
        }
        if presets.len() > MOST_CHOSEN {
            return Err(self.refuses("a list takes at most 25 values"));
        }
        let presets = match self.spec.param.kind {
            ArgumentKind::User => self.objects(presets, 5)?,
            ArgumentKind::Role => self.objects(presets, 6)?,
            ArgumentKind::Mentionable => self.objects(presets, 7)?,
            ArgumentKind::Channel => self.objects(presets, 8)?,
            ArgumentKind::Attachment if presets.is_empty() => presets,
            ArgumentKind::Attachment => return Err(self.refuses("a file upload cannot be prefilled")),
            _ => self.plain(&presets)?,
        };
        if self.is_text() {
            return Ok(presets);
        }
        // Discord selects each value once.
        let mut unique: Vec<Preset> = Vec::with_capacity(presets.len());
        for preset in presets {
            if !unique.contains(&preset) {
                unique.push(preset);
            }
        }
        Ok(unique)
    }

    /// Checks that a select menu of this type lists the values.
    fn objects(&self, presets: Vec<Preset>, kind: u8) -> Result<Vec<Preset>, ModalError> {
        let is_listed = |preset: &Preset| preset.as_object().is_some_and(|object| object.is_in(kind));
        if presets.iter().all(is_listed) {
            return Ok(presets);
        }
        Err(self.refuses("it takes a `UserId`, `RoleId` or `ChannelId` of the kind that it lists"))
    }

    /// Checks texts, numbers, booleans and choices like the arguments of a command.
    fn plain(&self, presets: &[Preset]) -> Result<Vec<Preset>, ModalError> {
        let mut texts = Vec::with_capacity(presets.len());
        for preset in presets {
            let text = preset.as_text().ok_or_else(|| self.refuses("it takes no user, role or channel"))?;
            let text = accepted(&self.spec.param, text)?;
            let mut options = self.options.iter().flatten();
            if self.options.is_some() && !options.any(|option| option.value() == text) {
                return Err(self.refuses("the value is none of the options"));
            }
            texts.push(text);
        }
        if !self.is_text() {
            return Ok(texts.into_iter().map(Preset::Text).collect());
        }
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        // A field that is no list has one text.
        let text = if self.is_list() {
            texts.iter().map(|text| word(text)).collect::<Vec<_>>().join(" ")
        } else {
            texts.concat()
        };
        self.check_length(&text)?;
        Ok(vec![Preset::Text(text)])
    }

    /// Checks Discord's limits of a text input's value.
    fn check_length(&self, text: &str) -> Result<(), ModalError> {
        let param = &self.spec.param;
        let (min, max) = (param.min_length.unwrap_or(0), param.max_length.unwrap_or(LONGEST).min(LONGEST));
        if !(usize::from(min)..=usize::from(max)).contains(&text.chars().count()) {
            return Err(self.refuses("the value is shorter or longer than the text input accepts"));
        }
        if text.contains('\n') && !self.spec.paragraph {
            return Err(self.refuses("the value has several lines; write `#[field(paragraph)]`"));
        }
        Ok(())
    }
}

/// Returns a value of a list as one word.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    if text.chars().all(is_plain) { text.to_owned() } else { lexer::quote(text) }
}

/// Returns the Markdown of a draft, else the declared one. Discord refuses a blank one, so it is none.
fn markdown(set: Option<String>, declared: &str) -> String {
    let text = set.unwrap_or_else(|| declared.to_owned());
    if text.trim().is_empty() { String::new() } else { text }
}

/// Returns whether a text is not blank and has at most this number of characters.
fn is_within(text: &str, max: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= max
}

#[cfg(test)]
mod tests;

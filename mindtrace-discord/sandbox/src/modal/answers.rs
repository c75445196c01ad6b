//! The data of a submitted modal, checked as Discord's client checks it.

use serde_json::{Value, json};

use super::{Entry, Modal, is_required};
use crate::json::put;
use crate::{
    choosing::{choose, preset},
    discord::{
        component_rules::{
            ACTION_ROW, CHECKBOX, FILE_UPLOAD, LABEL, RADIO_GROUP, TEXT_INPUT, bounds, field, flag, kind,
            list, text,
        },
        world::World,
    },
    member::check_files,
    slash::convert::Resolved,
};

/// A builder of the data of a submitted modal.
pub(super) struct Answers<'f> {
    modal: &'f Modal,
    resolved: Resolved,
    /// The last id given to a component; Discord numbers those that have no id.
    last_id: u64,
}

impl<'f> Answers<'f> {
    pub(super) fn new(modal: &'f Modal, world: &World) -> Self {
        let guild = world.channels.get(&modal.channel).and_then(|channel| channel.guild);
        Self { modal, resolved: Resolved::new(modal.channel, guild), last_id: 0 }
    }

    pub(super) fn data(mut self, world: &mut World) -> Result<Value, String> {
        let mut components = Vec::new();
        for component in list(&self.modal.data, "components") {
            let mut answer = self.blank(component);
            match (kind(component), field(component, "component"), list(component, "components").first()) {
                (LABEL, Some(input), _) => {
                    let inner = self.input(world, text(component, "label"), input)?;
                    put(&mut answer, "component", inner);
                }
                (ACTION_ROW, _, Some(input)) => {
                    let inner = self.input(world, text(input, "label"), input)?;
                    put(&mut answer, "components", json!([inner]));
                }
                _ => {}
            }
            components.push(answer);
        }
        let mut data = json!({"custom_id": self.modal.custom_id(), "components": components});
        self.resolved.put_into(&mut data);
        Ok(data)
    }

    fn blank(&mut self, component: &Value) -> Value {
        self.last_id += 1;
        json!({"type": kind(component), "id": field(component, "id").cloned().unwrap_or(json!(self.last_id))})
    }

    fn input(&mut self, world: &mut World, label: &str, input: &Value) -> Result<Value, String> {
        let custom_id = text(input, "custom_id");
        let mut answer = self.blank(input);
        put(&mut answer, "custom_id", json!(custom_id));
        let entry = self.modal.entry(label, custom_id);
        let misused = |how: &str| Err(format!("the field `{label}` is set with `{how}`"));
        match kind(input) {
            TEXT_INPUT => {
                let text = match entry {
                    None => text(input, "value"),
                    Some(Entry::Text(text)) => text,
                    Some(_) => return misused("fill"),
                };
                self.check_text(label, input, text)?;
                put(&mut answer, "value", json!(text));
            }
            CHECKBOX => {
                let ticked = match entry {
                    None => flag(input, "default", false),
                    Some(Entry::Ticked(ticked)) => *ticked,
                    Some(_) => return misused("tick"),
                };
                put(&mut answer, "value", json!(ticked));
            }
            FILE_UPLOAD => {
                let files = match entry {
                    None => &[][..],
                    Some(Entry::Files(files)) => files,
                    Some(_) => return misused("attach"),
                };
                self.check_count(label, input, files.len())?;
                check_files(files.iter().map(|(_, bytes)| bytes.len()))?;
                let ids: Vec<Value> = files
                    .iter()
                    .map(|(name, bytes)| self.resolved.attachment(world, name, bytes.clone()))
                    .collect();
                put(&mut answer, "values", json!(ids));
            }
            radio_or_select => {
                let chosen = match entry {
                    None => preset(input),
                    Some(Entry::Chosen(chosen)) => chosen.clone(),
                    Some(_) => return misused("select"),
                };
                let values = choose(world, input, &chosen, &mut self.resolved)
                    .map_err(|reason| format!("in the field `{label}`, {reason}"))?;
                self.check_count(label, input, values.len())?;
                if radio_or_select == RADIO_GROUP {
                    put(&mut answer, "value", json!(values.first()));
                } else {
                    put(&mut answer, "values", json!(values));
                }
            }
        }
        Ok(answer)
    }

    fn check_text(&self, label: &str, input: &Value, text: &str) -> Result<(), String> {
        let length = text.chars().count();
        let bound = |key: &str, default: usize| {
            let bound =
                field(input, key).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok());
            bound.unwrap_or(default)
        };
        let (min, max) = (bound("min_length", 0), bound("max_length", 4000));
        let single = field(input, "style").and_then(Value::as_u64) == Some(1);
        if !self.modal.checked || (length == 0 && !is_required(input)) {
            return Ok(());
        }
        if length == 0 {
            return Err(format!("the field `{label}` is required"));
        }
        if single && text.contains('\n') {
            return Err(format!("the field `{label}` takes one line only"));
        }
        if !(min..=max).contains(&length) {
            return Err(format!("the field `{label}` takes {min} to {max} characters, not {length}"));
        }
        Ok(())
    }

    fn check_count(&self, label: &str, input: &Value, count: usize) -> Result<(), String> {
        let (min, max) = bounds(input);
        if !self.modal.checked || (count == 0 && !is_required(input)) || (min..=max).contains(&count) {
            return Ok(());
        }
        if count == 0 {
            return Err(format!("the field `{label}` is required"));
        }
        Err(format!("the field `{label}` takes {min} to {max} values, not {count}"))
    }
}

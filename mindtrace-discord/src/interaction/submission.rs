//! What somebody filled into a form. serenity 0.12.5 reads the old text inputs only, so this is read here.

use serde::Deserialize;
use serde_json::Value as Json;
use serde_json::value::RawValue;
use serenity::model::application::{AuthorizingIntegrationOwners, CommandDataResolved, ModalInteraction};

use crate::args::Value;

/// A form that was submitted.
pub(super) struct Submission {
    /// Who submitted which form where; of what was filled in it knows little.
    pub(super) interaction: ModalInteraction,
    pub(super) owners: AuthorizingIntegrationOwners,
    /// What was filled in, by the fields' custom ids. A field of which several were chosen stands there as often; one that was
    /// left empty does not.
    pub(super) values: Vec<(String, Value)>,
    /// The people, roles, channels and files that were chosen.
    pub(super) resolved: CommandDataResolved,
}

#[derive(Deserialize)]
struct Raw {
    data: Form,
    #[serde(default)]
    authorizing_integration_owners: AuthorizingIntegrationOwners,
}

#[derive(Deserialize)]
struct Form {
    components: Vec<Part>,
    #[serde(default)]
    resolved: CommandDataResolved,
}

/// A label, a row, or a field in one of them.
#[derive(Deserialize)]
struct Part {
    custom_id: Option<String>,
    value: Option<Json>,
    values: Option<Vec<String>>,
    component: Option<Box<Part>>,
    #[serde(default)]
    components: Vec<Part>,
}

impl Submission {
    /// Reads the payload of an interaction of type 5.
    pub(super) fn read(data: &RawValue) -> serde_json::Result<Self> {
        let interaction = serde_json::from_str(data.get())?;
        let raw: Raw = serde_json::from_str(data.get())?;
        let mut values = Vec::new();
        for component in raw.data.components {
            component.read(&mut values);
        }
        let (owners, resolved) = (raw.authorizing_integration_owners, raw.data.resolved);
        Ok(Self { interaction, owners, values, resolved })
    }
}

impl Part {
    fn read(self, values: &mut Vec<(String, Value)>) {
        if let Some(component) = self.component {
            component.read(values);
        }
        for component in self.components {
            component.read(values);
        }
        let Some(name) = self.custom_id else { return };
        let value = match self.value {
            Some(Json::String(text)) if !text.is_empty() => Some(Value::Text(text)),
            Some(Json::Bool(value)) => Some(Value::Boolean(value)),
            _ => None,
        };
        values.extend(value.map(|value| (name.clone(), value)));
        for value in self.values.into_iter().flatten() {
            values.push((name.clone(), Value::Text(value)));
        }
    }
}

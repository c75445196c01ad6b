//! Parses modal submissions, because serenity 0.12.5 drops components inside labels.

use serde::Deserialize;
use serde_json::Value as Json;
use serenity::model::application::{AuthorizingIntegrationOwners, CommandDataResolved, ModalInteraction};

use super::read::read;
use crate::args::Value;

/// A modal submission.
pub(super) struct Submission {
    /// The interaction; its own components are incomplete, use `values`.
    pub(super) interaction: ModalInteraction,
    pub(super) owners: AuthorizingIntegrationOwners,
    /// The submitted values by the fields' custom ids. A field has one entry per selected value, and none if it is empty.
    pub(super) values: Vec<(String, Value)>,
    /// The selected users, roles, channels and files.
    pub(super) resolved: CommandDataResolved,
}

#[derive(Deserialize)]
struct Raw {
    data: Data,
    #[serde(default)]
    authorizing_integration_owners: AuthorizingIntegrationOwners,
}

#[derive(Deserialize)]
struct Data {
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
    /// Parses the payload of an interaction of type 5.
    pub(super) fn read(data: &str) -> serde_json::Result<Self> {
        let interaction = read(data)?;
        let raw: Raw = read(data)?;
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

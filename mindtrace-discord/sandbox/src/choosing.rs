//! Choosing from select menus, in messages and in modals.

use serde_json::Value;

use crate::{
    discord::{
        component_rules::{
            CHANNEL_SELECT, CHECKBOX_GROUP, MENTIONABLE_SELECT, RADIO_GROUP, ROLE_SELECT, STRING_SELECT,
            USER_SELECT, flag, kind, list, text,
        },
        world::World,
    },
    slash::convert::{Resolved, channel, person, role},
};

/// The values behind what a person chose: options by label or value, people and such by name or id.
pub(crate) fn choose(
    world: &World,
    component: &Value,
    chosen: &[String],
    resolved: &mut Resolved,
) -> Result<Vec<String>, String> {
    let mut values: Vec<String> = Vec::new();
    for given in chosen {
        let value = one(world, component, given, resolved)?;
        if values.contains(&value) {
            return Err(format!("`{given}` was chosen twice"));
        }
        values.push(value);
    }
    Ok(values)
}

/// What is chosen before the person touches anything.
pub(crate) fn preset(component: &Value) -> Vec<String> {
    let options = list(component, "options").iter().filter(|option| flag(option, "default", false));
    let options = options.map(|option| text(option, "value").to_owned());
    let defaults = list(component, "default_values").iter().map(|default| text(default, "id").to_owned());
    options.chain(defaults).collect()
}

fn one(world: &World, component: &Value, given: &str, resolved: &mut Resolved) -> Result<String, String> {
    let misfit = |what: &str| format!("`{given}` is not {what}");
    let id = match kind(component) {
        STRING_SELECT | RADIO_GROUP | CHECKBOX_GROUP => return option(component, given),
        USER_SELECT => {
            let person = person(world, given).ok_or_else(|| misfit("a person the sandbox knows"))?;
            resolved.user(world, person)
        }
        ROLE_SELECT => {
            let role = role(world, resolved, given).ok_or_else(|| misfit("a role of this guild"))?;
            resolved.role(world, role)
        }
        MENTIONABLE_SELECT => match person(world, given) {
            Some(person) => resolved.user(world, person),
            None => {
                let role = role(world, resolved, given).ok_or_else(|| misfit("a person or a role"))?;
                resolved.role(world, role)
            }
        },
        CHANNEL_SELECT => {
            let id = channel(world, resolved, given).ok_or_else(|| misfit("a channel of this guild"))?;
            let actual = world.channels.get(&id).map(|channel| u64::from(u8::from(channel.kind)));
            let types = list(component, "channel_types");
            if !types.is_empty() && !types.iter().any(|listed| listed.as_u64() == actual) {
                return Err(misfit("a channel of a type that can be chosen here"));
            }
            resolved.channel(world, id)
        }
        other => return Err(format!("nothing can be chosen from a component of type {other}")),
    };
    Ok(id.as_str().unwrap_or_default().to_owned())
}

fn option(component: &Value, given: &str) -> Result<String, String> {
    let options = list(component, "options");
    let by = |key: &str| options.iter().find(|option| text(option, key) == given);
    by("label").or_else(|| by("value")).map(|option| text(option, "value").to_owned()).ok_or_else(|| {
        let labels: Vec<&str> = options.iter().map(|option| text(option, "label")).collect();
        format!("there is no option `{given}`; there are: {}", labels.join(", "))
    })
}

//! Resolves the values chosen in select menus and groups of messages and modals.

use serde_json::Value;

use crate::{
    discord::{
        component_rules::{
            CHANNEL_SELECT, CHECKBOX_GROUP, MENTIONABLE_SELECT, RADIO_GROUP, ROLE_SELECT, STRING_SELECT,
            USER_SELECT, flag, kind, list, text,
        },
        world::World,
    },
    slash::convert::{Resolved, channel, role, user},
};

/// Returns the values a member chose: options are named by label or value; users, roles and channels by name or id.
pub(crate) fn choose(
    world: &World,
    component: &Value,
    chosen: &[String],
    resolved: &mut Resolved,
) -> Result<Vec<String>, String> {
    let mut values: Vec<String> = Vec::new();
    for name in chosen {
        let value = resolve(world, component, name, resolved)?;
        if values.contains(&value) {
            return Err(format!("`{name}` was chosen twice"));
        }
        values.push(value);
    }
    Ok(values)
}

/// Returns the values that are selected by default.
pub(crate) fn preset(component: &Value) -> Vec<String> {
    let options = list(component, "options").iter().filter(|option| flag(option, "default", false));
    let options = options.map(|option| text(option, "value").to_owned());
    let defaults = list(component, "default_values").iter().map(|default| text(default, "id").to_owned());
    options.chain(defaults).collect()
}

fn resolve(world: &World, component: &Value, name: &str, resolved: &mut Resolved) -> Result<String, String> {
    let mismatch = |expected: &str| format!("`{name}` is not {expected}");
    let id = match kind(component) {
        STRING_SELECT | RADIO_GROUP | CHECKBOX_GROUP => return option(component, name),
        USER_SELECT => {
            let user = user(world, name).ok_or_else(|| mismatch("a user in the sandbox"))?;
            resolved.user(world, user)
        }
        ROLE_SELECT => {
            let role = role(world, resolved, name).ok_or_else(|| mismatch("a role of this guild"))?;
            resolved.role(world, role)
        }
        MENTIONABLE_SELECT => match user(world, name) {
            Some(user) => resolved.user(world, user),
            None => {
                let role = role(world, resolved, name).ok_or_else(|| mismatch("a user or a role"))?;
                resolved.role(world, role)
            }
        },
        CHANNEL_SELECT => {
            let id = channel(world, resolved, name).ok_or_else(|| mismatch("a channel of this guild"))?;
            let actual = world.channels.get(&id).map(|channel| u64::from(u8::from(channel.kind)));
            let types = list(component, "channel_types");
            if !types.is_empty() && !types.iter().any(|listed| listed.as_u64() == actual) {
                return Err(mismatch("a channel of a type that can be chosen here"));
            }
            resolved.channel(world, id)
        }
        other => return Err(format!("a component of type {other} has no values to choose")),
    };
    Ok(id.as_str().unwrap_or_default().to_owned())
}

fn option(component: &Value, name: &str) -> Result<String, String> {
    let options = list(component, "options");
    let by = |key: &str| options.iter().find(|option| text(option, key) == name);
    by("label").or_else(|| by("value")).map(|option| text(option, "value").to_owned()).ok_or_else(|| {
        let labels: Vec<&str> = options.iter().map(|option| text(option, "label")).collect();
        format!("there is no option `{name}`; there are: {}", labels.join(", "))
    })
}

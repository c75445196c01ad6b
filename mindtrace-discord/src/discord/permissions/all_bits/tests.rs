//! Tests of reading permissions with all bits.

use serde_json::{Value, json};
use serenity::model::Permissions;
use serenity::model::channel::{Channel, GuildChannel};
use serenity::model::event::{GuildRoleCreateEvent, GuildRoleUpdateEvent};
use serenity::model::guild::Role;

use super::{AllBits, PermissionBits};
use crate::permissions::{BYPASS_SLOWMODE, PIN_MESSAGES};

fn role(permissions: Permissions) -> Value {
    json!({
        "id": "2", "name": "r", "color": 0, "colors": { "primary_color": 0 }, "hoist": false, "managed": false,
        "permissions": permissions.bits().to_string(), "position": 1, "mentionable": false,
    })
}

fn channel(overwrites: &Value) -> Value {
    json!({ "id": "3", "guild_id": "1", "type": 0, "name": "c", "position": 0, "permission_overwrites": overwrites })
}

#[test]
fn a_number_and_a_number_in_a_string_are_permissions() {
    let all = PIN_MESSAGES | BYPASS_SLOWMODE | Permissions::KICK_MEMBERS;
    for json in [json!(all.bits()), json!(all.bits().to_string())] {
        assert_eq!(serde_json::from_value::<PermissionBits>(json).unwrap(), PermissionBits(all));
    }
    for wrong in [json!("x"), json!(-1), json!(null), json!(1.5), json!([1])] {
        assert!(serde_json::from_value::<PermissionBits>(wrong.clone()).is_err(), "{wrong}");
    }
    let alone: Permissions = serde_json::from_value(json!(all.bits())).unwrap();
    assert_eq!(
        alone,
        Permissions::KICK_MEMBERS,
        "serenity reads all bits; this module is not needed any more"
    );
}

#[test]
fn roles_keep_all_bits() {
    let permissions = PIN_MESSAGES | Permissions::MANAGE_MESSAGES;
    let AllBits(read) = serde_json::from_value::<AllBits<Role>>(role(permissions)).unwrap();
    assert_eq!(read.permissions, permissions);
    let dispatch = json!({ "guild_id": "1", "role": role(permissions) }).to_string();
    let AllBits(created) = serde_json::from_str::<AllBits<GuildRoleCreateEvent>>(&dispatch).unwrap();
    let AllBits(updated) = serde_json::from_str::<AllBits<GuildRoleUpdateEvent>>(&dispatch).unwrap();
    assert_eq!((created.role.permissions, updated.role.permissions), (permissions, permissions));
}

#[test]
fn overwrites_keep_all_bits_in_their_order() {
    let overwrites = json!([
        { "id": "2", "type": 0, "allow": PIN_MESSAGES.bits().to_string(), "deny": "0" },
        { "id": "4", "type": 1, "allow": "1024", "deny": BYPASS_SLOWMODE.bits().to_string() },
    ]);
    let json = channel(&overwrites).to_string();
    let AllBits(read) = serde_json::from_str::<AllBits<GuildChannel>>(&json).unwrap();
    let pairs: Vec<(Permissions, Permissions)> =
        read.permission_overwrites.iter().map(|overwrite| (overwrite.allow, overwrite.deny)).collect();
    let none = Permissions::empty();
    assert_eq!(pairs, [(PIN_MESSAGES, none), (Permissions::VIEW_CHANNEL, BYPASS_SLOWMODE)]);
    let AllBits(found) = serde_json::from_str::<AllBits<Channel>>(&json).unwrap();
    assert_eq!(found.guild().unwrap().permission_overwrites[0].allow, PIN_MESSAGES);
}

#[test]
fn a_list_of_models_is_read_from_bytes() {
    let json = json!([channel(&json!([])), channel(&json!([]))]).to_string();
    let read: Vec<AllBits<GuildChannel>> = serde_json::from_slice(json.as_bytes()).unwrap();
    assert_eq!(read.len(), 2);
}

#[test]
fn an_unreadable_model_is_an_error() {
    let mut wrong = role(PIN_MESSAGES);
    wrong["permissions"] = json!("x");
    assert!(serde_json::from_value::<AllBits<Role>>(wrong).is_err());
}

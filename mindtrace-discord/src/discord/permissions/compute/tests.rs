//! Tests of the computation, one for each of Discord's rules.

use std::collections::HashMap;

use serde_json::json;
use serenity::model::Permissions;
use serenity::model::channel::{ChannelType, PermissionOverwrite, PermissionOverwriteType};
use serenity::model::guild::Role;
use serenity::model::id::{GuildId, RoleId, UserId};

use super::{ChannelPermissions, GuildPermissions, PermissionHolder, compute};
use crate::permissions::{ALL, BYPASS_SLOWMODE, PIN_MESSAGES};

const GUILD: GuildId = GuildId::new(1);
const EVERYONE: RoleId = RoleId::new(1);
const MODS: RoleId = RoleId::new(2);
const MUTED: RoleId = RoleId::new(3);
const OWNER: UserId = UserId::new(10);
const ALICE: UserId = UserId::new(11);

const BASE: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::CONNECT);

fn roles(mods: Permissions) -> HashMap<RoleId, Role> {
    let role = |id: RoleId, permissions: Permissions| {
        let json = json!({
            "id": id.to_string(), "guild_id": "1", "name": "r", "color": 0, "colors": { "primary_color": 0 }, "hoist": false,
            "managed": false, "permissions": permissions.bits().to_string(), "position": 0, "mentionable": false,
        });
        let mut role: Role = serde_json::from_value(json).unwrap();
        // serenity drops bits of it when it reads JSON.
        role.permissions = permissions;
        (id, role)
    };
    HashMap::from([role(EVERYONE, BASE), role(MODS, mods), role(MUTED, Permissions::empty())])
}

fn overwrite(kind: PermissionOverwriteType, allow: Permissions, deny: Permissions) -> PermissionOverwrite {
    PermissionOverwrite { allow, deny, kind }
}

struct Case {
    user: UserId,
    roles: Vec<RoleId>,
    mods: Permissions,
    kind: ChannelType,
    overwrites: Vec<PermissionOverwrite>,
    timed_out: bool,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            user: ALICE,
            roles: Vec::new(),
            mods: Permissions::MANAGE_MESSAGES,
            kind: ChannelType::Text,
            overwrites: Vec::new(),
            timed_out: false,
        }
    }
}

fn permissions(case: &Case) -> Permissions {
    let roles = roles(case.mods);
    let rights = GuildPermissions { guild_id: GUILD, owner_id: OWNER, roles: &roles };
    let channel = ChannelPermissions { kind: case.kind, overwrites: case.overwrites.clone(), nsfw: false };
    compute(
        &rights,
        Some(&channel),
        &PermissionHolder { id: case.user, roles: &case.roles, timed_out: case.timed_out },
    )
}

#[test]
fn roles_add_up() {
    assert_eq!(permissions(&Case::default()), BASE);
    assert_eq!(
        permissions(&Case { roles: vec![MODS], ..Case::default() }),
        BASE | Permissions::MANAGE_MESSAGES
    );
    assert_eq!(
        permissions(&Case { roles: vec![RoleId::new(99)], ..Case::default() }),
        BASE,
        "an unknown role gives nothing"
    );
}

#[test]
fn owners_and_administrators_have_all_permissions() {
    let denied = vec![overwrite(PermissionOverwriteType::Role(EVERYONE), Permissions::empty(), ALL)];
    assert_eq!(
        permissions(&Case { user: OWNER, overwrites: denied.clone(), timed_out: true, ..Case::default() }),
        ALL
    );
    let admin =
        Case { roles: vec![MODS], mods: Permissions::ADMINISTRATOR, overwrites: denied, ..Case::default() };
    assert_eq!(permissions(&admin), ALL);
}

#[test]
fn overwrites_apply_in_order_everyone_roles_member() {
    let deny = |kind| overwrite(kind, Permissions::empty(), Permissions::SEND_MESSAGES);
    let allow = |kind| overwrite(kind, Permissions::SEND_MESSAGES, Permissions::empty());
    let everyone = PermissionOverwriteType::Role(EVERYONE);
    let case = |overwrites| Case { roles: vec![MODS, MUTED], overwrites, ..Case::default() };
    assert!(!permissions(&case(vec![deny(everyone)])).send_messages());
    assert!(
        permissions(&case(vec![deny(everyone), allow(PermissionOverwriteType::Role(MODS))])).send_messages()
    );
    let both = vec![deny(PermissionOverwriteType::Role(MUTED)), allow(PermissionOverwriteType::Role(MODS))];
    assert!(permissions(&case(both)).send_messages(), "among roles, allowing wins");
    let member =
        vec![allow(PermissionOverwriteType::Role(MODS)), deny(PermissionOverwriteType::Member(ALICE))];
    assert!(!permissions(&case(member)).send_messages(), "the member's own overwrite comes last");
    assert!(
        permissions(&case(vec![deny(PermissionOverwriteType::Member(OWNER))])).send_messages(),
        "another member's overwrite does not apply"
    );
}

#[test]
fn permissions_that_serenity_does_not_know_come_from_roles_and_overwrites() {
    let member = |roles, overwrites| {
        let mods = PIN_MESSAGES | Permissions::MANAGE_MESSAGES;
        permissions(&Case { roles, mods, overwrites, ..Case::default() })
    };
    let (none, both) = (Permissions::empty(), PIN_MESSAGES | BYPASS_SLOWMODE);
    assert!(!member(vec![], vec![]).intersects(both));
    assert!(member(vec![MODS], vec![]).contains(PIN_MESSAGES | Permissions::MANAGE_MESSAGES));
    let allowed = overwrite(PermissionOverwriteType::Member(ALICE), BYPASS_SLOWMODE, none);
    assert!(member(vec![MODS], vec![allowed]).contains(both));
    let denied = overwrite(PermissionOverwriteType::Role(MODS), none, PIN_MESSAGES);
    let permissions = member(vec![MODS], vec![denied]);
    assert!(
        permissions.manage_messages() && !permissions.intersects(both),
        "a denial takes its own bits only"
    );
}

#[test]
fn missing_permissions_remove_dependent_ones() {
    let deny = |permissions| {
        vec![overwrite(PermissionOverwriteType::Role(EVERYONE), Permissions::empty(), permissions)]
    };
    let hidden = Case { overwrites: deny(Permissions::VIEW_CHANNEL), ..Case::default() };
    assert_eq!(permissions(&hidden), Permissions::empty());
    let quiet = Case { overwrites: deny(Permissions::SEND_MESSAGES), ..Case::default() };
    assert!(!permissions(&quiet).embed_links());
    let outside = Case {
        kind: ChannelType::Voice,
        roles: vec![MODS],
        overwrites: deny(Permissions::CONNECT),
        ..Case::default()
    };
    assert_eq!(permissions(&outside), Permissions::VIEW_CHANNEL);
}

#[test]
fn threads_need_their_own_send_permission() {
    let thread = Case { kind: ChannelType::PublicThread, ..Case::default() };
    assert!(!permissions(&thread).send_messages() && !permissions(&thread).embed_links());
    let mods = Permissions::SEND_MESSAGES_IN_THREADS;
    assert!(permissions(&Case { roles: vec![MODS], mods, ..thread }).send_messages());
}

#[test]
fn a_timed_out_member_can_only_view_and_read() {
    let case = Case { roles: vec![MODS], timed_out: true, ..Case::default() };
    assert_eq!(permissions(&case), Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY);
}

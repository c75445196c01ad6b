//! Commands that are equivalent, although Discord returns them in another representation.

use serde_json::{Value, json};

use crate::payload::Scope;
use crate::sync::diff::changes;

/// Returns the differences between two commands that differ in one part: as wanted, and as found.
fn differences(wanted: &Value, found: &Value) -> Vec<String> {
    let command = |part: &Value| {
        let mut command = json!({ "name": "roll", "description": "Roll." });
        merge(&mut command, part);
        command
    };
    changes(&command(found), &command(wanted), Scope::Global)
}

/// Returns the differences between two options that differ in one part.
fn option_differences(wanted: &Value, found: &Value) -> Vec<String> {
    let option = |part: &Value| {
        let mut option = json!({ "type": 4, "name": "sides", "description": "How many" });
        merge(&mut option, part);
        json!({ "options": [option] })
    };
    differences(&option(wanted), &option(found))
}

fn merge(into: &mut Value, part: &Value) {
    for (key, value) in part.as_object().unwrap() {
        into[key] = value.clone();
    }
}

#[test]
fn missing_fields_equal_their_defaults() {
    let same = [
        (json!({ "type": 1 }), json!({})),
        (json!({ "nsfw": false }), json!({})),
        (json!({ "options": [] }), json!({})),
        (json!({ "name_localizations": {} }), json!({ "name_localizations": null })),
        (json!({ "default_member_permissions": null }), json!({})),
    ];
    for (wanted, found) in same {
        assert!(differences(&wanted, &found).is_empty(), "{wanted} {found}");
    }
    let same = [
        (json!({ "required": false, "autocomplete": false }), json!({})),
        (json!({ "choices": [], "channel_types": [], "options": [] }), json!({})),
        (json!({ "max_value": null, "min_length": null, "choices": null }), json!({})),
        (json!({ "description_localizations": {} }), json!({})),
    ];
    for (wanted, found) in same {
        assert!(option_differences(&wanted, &found).is_empty(), "{wanted} {found}");
    }
}

#[test]
fn numbers_are_compared_as_numbers() {
    assert!(
        option_differences(
            &json!({ "min_value": 1, "max_value": 100 }),
            &json!({ "min_value": 1.0, "max_value": 100.0 })
        )
        .is_empty()
    );
    let choice = |value: Value| json!({ "type": 10, "choices": [{ "name": "one", "value": value }] });
    assert!(option_differences(&choice(json!(1)), &choice(json!(1.0))).is_empty());
    assert_eq!(
        option_differences(&json!({ "max_value": 120 }), &json!({ "max_value": 100.0 })),
        ["option \"sides\" max_value 100 → 120"]
    );
    assert_eq!(
        option_differences(&json!({ "min_value": 0 }), &json!({})),
        ["option \"sides\" min_value none → 0"]
    );
}

#[test]
fn the_order_of_lists_matters_and_of_sets_does_not() {
    assert!(
        option_differences(&json!({ "channel_types": [0, 5] }), &json!({ "channel_types": [5, 0] }))
            .is_empty()
    );
    assert!(differences(&json!({ "contexts": [0, 1] }), &json!({ "contexts": [1, 0] })).is_empty());
    let choices = |names: &[&str]| -> Value {
        let choices: Vec<Value> = names.iter().map(|name| json!({ "name": name, "value": name })).collect();
        json!({ "choices": choices })
    };
    assert_eq!(
        option_differences(&choices(&["a", "b"]), &choices(&["b", "a"])),
        ["option \"sides\" choices b, a → a, b"]
    );
    let options = |names: &[&str]| -> Value {
        let option = |name: &&str| json!({ "type": 3, "name": name, "description": "x" });
        json!({ "options": names.iter().map(option).collect::<Vec<_>>() })
    };
    assert_eq!(differences(&options(&["a", "b"]), &options(&["b", "a"])), ["options in another order: a, b"]);
    assert_eq!(
        differences(&options(&["a", "b"]), &options(&["c", "a"])),
        ["option \"b\" added", "option \"c\" removed"]
    );
}

#[test]
fn permissions_are_compared_as_numbers_and_zero_is_not_null() {
    let bits = |bits: Value| json!({ "default_member_permissions": bits });
    assert!(differences(&bits(json!("8")), &bits(json!("08"))).is_empty());
    assert_eq!(differences(&bits(json!("0")), &bits(Value::Null)), ["default_member_permissions none → 0"]);
}

#[test]
fn unset_contexts_and_installs_match_any_value() {
    let found = json!({ "contexts": [0, 1, 2], "integration_types": [0, 1] });
    assert!(differences(&json!({}), &found).is_empty());
    assert_eq!(differences(&json!({ "contexts": [0] }), &found), ["contexts [0,1,2] → [0]"]);
    let (wanted, found) = (json!({ "name": "a", "contexts": [0] }), json!({ "name": "a", "guild_id": "1" }));
    assert!(
        changes(&found, &wanted, Scope::Guild(1.into())).is_empty(),
        "the commands of a guild have no contexts"
    );
}

#[test]
fn translations_equal_to_the_default_are_ignored() {
    let texts = |texts: Value| json!({ "name_localizations": texts });
    assert!(differences(&texts(json!({ "en-US": "roll" })), &texts(Value::Null)).is_empty());
    assert_eq!(
        differences(&texts(json!({ "de": "würfel" })), &texts(json!({}))),
        ["name_localizations de none → \"würfel\""]
    );
}

#[test]
fn fields_that_only_discord_sets_are_ignored() {
    let found = json!({
        "id": "1", "application_id": "2", "version": "3", "guild_id": "4", "dm_permission": true,
        "name_localized": "x", "description_localized": "y",
    });
    assert!(differences(&json!({}), &found).is_empty());
}

#[test]
fn a_context_menu_command_has_no_description() {
    let menu = json!({ "type": 2, "name": "Report" });
    let found = json!({ "type": 2, "name": "Report", "description": "" });
    assert!(changes(&found, &menu, Scope::Global).is_empty());
}

#[test]
fn a_change_in_a_group_names_its_path() {
    let tree = |text: &str| {
        json!({ "name": "tag", "description": "Tags.", "options": [
            { "type": 2, "name": "admin", "description": "For admins", "options": [
                { "type": 1, "name": "purge", "description": text }
            ] }
        ] })
    };
    assert_eq!(
        changes(&tree("Old."), &tree("New."), Scope::Global),
        ["group \"admin\" subcommand \"purge\" description \"Old.\" → \"New.\""]
    );
}

//! The command lists that are sent to Discord.

use serde_json::{Value, json};
use serenity::model::Permissions;

use super::{Scope, wanted};
use crate::args::{Arguments, Suggestion, suggest};
use crate::command::{Bound, Channels, ChoiceSpec, CommandKind, CommandSpec, GroupSpec, ParamSpec};
use crate::context::Context;
use crate::locale::Locales;
use crate::permissions::{BYPASS_SLOWMODE, PIN_MESSAGES};
use crate::registry::Registry;
use crate::reply::{Invoked, run};
use crate::surface::Surface;

const TAG: GroupSpec = GroupSpec::new("tag", "Tags.");
const ADMIN: GroupSpec = GroupSpec::new("admin", "For admins.");

fn noop<'a>(_: &'a Context, _: &mut Arguments) -> Invoked<'a> {
    run::<(), _>(async {})
}

fn command(name: &'static str) -> CommandSpec {
    CommandSpec::new(name, "Something.", noop).source("bot.rs", 1)
}

fn tree(commands: Vec<CommandSpec>, locales: &Locales) -> Vec<Value> {
    let registry = Registry::of(commands);
    let mut scopes = wanted(&registry, locales, None, |_| true);
    scopes.remove(&Scope::Global).unwrap().into_iter().map(|entry| entry.json).collect()
}

#[test]
fn commands_of_a_group_are_one_entry() {
    let commands = vec![
        command("tag create")
            .groups(&[TAG])
            .permissions(Permissions::MANAGE_MESSAGES | Permissions::KICK_MEMBERS),
        command("tag admin purge").groups(&[TAG, ADMIN]).permissions(Permissions::MANAGE_MESSAGES).nsfw(),
        command("tag list")
            .groups(&[TAG])
            .permissions(Permissions::MANAGE_MESSAGES)
            .surfaces(&[Surface::Prefix]),
    ];
    let tree = tree(commands, &Locales::default());
    assert_eq!(tree.len(), 1, "{tree:?}");
    let tag = &tree[0];
    assert_eq!(
        (&tag["type"], &tag["name"], &tag["description"]),
        (&json!(1), &json!("tag"), &json!("Tags."))
    );
    let manage = Permissions::MANAGE_MESSAGES.bits().to_string();
    assert_eq!(tag["default_member_permissions"], json!(manage), "the permissions that all of them need");
    assert_eq!(tag["nsfw"], json!(false), "not all of them are age-restricted");
    let shape: Vec<(u64, &str)> = tag["options"]
        .as_array()
        .unwrap()
        .iter()
        .map(|option| (option["type"].as_u64().unwrap(), option["name"].as_str().unwrap()))
        .collect();
    assert_eq!(shape, [(1, "create"), (2, "admin")]);
    assert_eq!(tag["options"][1]["description"], json!("For admins."));
    assert_eq!(tag["options"][1]["options"][0]["name"], json!("purge"));
}

#[test]
fn a_group_needs_only_what_all_its_commands_need() {
    let open = tree(
        vec![
            command("tag create").groups(&[TAG]).permissions(Permissions::KICK_MEMBERS),
            command("tag show").groups(&[TAG]).dm_only(),
        ],
        &Locales::default(),
    );
    assert_eq!(open[0]["default_member_permissions"], Value::Null);
    assert_eq!(open[0]["contexts"], json!([0, 1]));
    let guild_only = tree(vec![command("tag create").groups(&[TAG]).guild_only()], &Locales::default());
    assert_eq!(guild_only[0]["contexts"], json!([0]));
}

#[test]
fn permissions_that_serenity_does_not_know_are_sent() {
    let commands = vec![
        command("pin").permissions(PIN_MESSAGES),
        command("tag create").groups(&[TAG]).permissions(PIN_MESSAGES | BYPASS_SLOWMODE),
        command("tag purge").groups(&[TAG]).permissions(BYPASS_SLOWMODE | Permissions::MANAGE_MESSAGES),
    ];
    let sent: Vec<(Value, Value)> = tree(commands, &Locales::default())
        .into_iter()
        .map(|entry| (entry["name"].clone(), entry["default_member_permissions"].clone()))
        .collect();
    assert_eq!(
        sent,
        [(json!("pin"), json!("2251799813685248")), (json!("tag"), json!("4503599627370496"))],
        "of a group, what all its commands need"
    );
}

#[test]
fn context_menu_commands_have_no_description_and_no_options() {
    let tree = tree(
        vec![
            command("Report").user_command(),
            command("Report").message_command(),
            command("click").component("a:{b}", &[None]),
        ],
        &Locales::default(),
    );
    let kinds: Vec<&Value> = tree.iter().map(|entry| &entry["type"]).collect();
    assert_eq!(kinds, [&json!(2), &json!(3)]);
    assert!(tree.iter().all(|entry| entry.get("description").is_none() && entry.get("options").is_none()));
}

#[test]
fn options_include_the_limits_that_discord_checks() {
    const PARAMS: &[ParamSpec] = &[
        ParamSpec::of::<serenity::model::channel::PartialChannel>("where", "Where")
            .channel_types(&[Channels::Text, Channels::Thread]),
        ParamSpec::of::<i64>("size", "Size")
            .one_of(&[ChoiceSpec::new("one", "1"), ChoiceSpec::new("two", "2")]),
        ParamSpec::of::<f64>("ratio", "Ratio").one_of(&[ChoiceSpec::new("half", "0.5")]),
        ParamSpec::of::<String>("word", "Word")
            .suggest(|_, _| suggest(async { Vec::<Suggestion>::new() }))
            .min_length(1),
        ParamSpec::of::<i64>("count", "Count").min(Bound::Integer(-5)),
        ParamSpec::of::<Vec<String>>("list", "List"),
    ];
    let tree = tree(vec![command("all").params(PARAMS)], &Locales::default());
    let options = &tree[0]["options"];
    assert_eq!(options[0]["channel_types"], json!([0, 10, 11, 12]));
    assert_eq!(options[1]["choices"], json!([{ "name": "one", "value": 1 }, { "name": "two", "value": 2 }]));
    assert_eq!(options[2]["choices"], json!([{ "name": "half", "value": 0.5 }]));
    assert_eq!((&options[3]["autocomplete"], &options[3]["min_length"]), (&json!(true), &json!(1)));
    assert_eq!(
        (&options[4]["min_value"], &options[4]["max_value"]),
        (&json!(-5), &json!(9_007_199_254_740_991_i64))
    );
    assert_eq!((&options[5]["type"], &options[5]["required"]), (&json!(3), &json!(false)));
}

#[test]
fn guild_commands_are_listed_in_their_guilds_only() {
    let registry =
        Registry::of(vec![command("a"), command("b").guilds(&[7, 8]), command("Report").user_command()]);
    let names = |instead: Option<u64>| -> Vec<(Scope, Vec<(CommandKind, &'static str)>)> {
        let scopes = wanted(&registry, &Locales::default(), instead.map(Into::into), |_| true);
        let names =
            |entries: Vec<super::Entry>| entries.iter().map(|entry| (entry.kind, entry.name)).collect();
        scopes.into_iter().map(|(scope, entries)| (scope, names(entries))).collect()
    };
    let (a, b, report) = ((CommandKind::Chat, "a"), (CommandKind::Chat, "b"), (CommandKind::User, "Report"));
    let guild = |id: u64| Scope::Guild(id.into());
    assert_eq!(names(None), [(Scope::Global, vec![a, report]), (guild(7), vec![b]), (guild(8), vec![b])]);
    assert_eq!(names(Some(7)), [(guild(7), vec![a, b, report]), (guild(8), vec![b])]);
    let scopes = wanted(&registry, &Locales::default(), Some(7.into()), |_| true);
    assert!(scopes[&guild(7)][0].json.get("contexts").is_none(), "contexts are for global commands");
}

#[test]
fn every_text_is_sent_in_every_language() {
    const PARAMS: &[ParamSpec] =
        &[ParamSpec::of::<String>("size", "Size").one_of(&[ChoiceSpec::new("Big", "big")])];
    let locales = Locales::new([
        ("en-US", "x = y"),
        (
            "de",
            "command-tag-create =\n    .name = anlegen\n    .description = Etwas.\n    .size-name = größe\n    \
             .size-description = Größe\n    .size-big = Groß\ngroup-tag =\n    .name = schild\n    .description = Schilder.\n\
             menu-report-it =\n    .name = Melden",
        ),
        ("fr", "command-tag-create =\n    .name = create"),
    ]);
    let commands =
        vec![command("tag create").groups(&[TAG]).params(PARAMS), command("Report it!").user_command()];
    let tree = tree(commands, &locales);
    assert_eq!(tree[0]["name_localizations"], json!({ "de": "schild" }));
    assert_eq!(tree[0]["description_localizations"], json!({ "de": "Schilder." }));
    let create = &tree[0]["options"][0];
    assert_eq!(create["name_localizations"], json!({ "de": "anlegen" }), "`fr` equals the declaration");
    let size = &create["options"][0];
    assert_eq!(size["name_localizations"], json!({ "de": "größe" }));
    assert_eq!(size["description_localizations"], json!({ "de": "Größe" }));
    assert_eq!(size["choices"][0]["name_localizations"], json!({ "de": "Groß" }));
    assert_eq!(tree[1]["name_localizations"], json!({}), "the key is menu-report-it-");
}

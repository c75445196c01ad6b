use serde_json::json;
use serenity::model::id::{ChannelId, RoleId, UserId};

use super::{Select, SelectDefaultValue};
use crate::channels::Channels;
use crate::clock::Clock;
use crate::component::{ComponentId, Problem, SelectOption, Signer};

fn id() -> ComponentId {
    ComponentId::new("menu", [])
}

fn option(name: &str) -> SelectOption {
    SelectOption::new(name.to_owned(), name.to_owned())
}

#[test]
fn default_values_carry_their_type() {
    let signer = Signer::new("token", Clock::default());
    let defaults = [SelectDefaultValue::from(UserId::new(1)), RoleId::new(2).into()];
    let menu = Select::mentionables(id()).min_values(0).max_values(3).default_values(defaults);
    assert_eq!(menu.problem(), None);
    let json = menu.to_json(&signer);
    assert_eq!((&json["min_values"], &json["max_values"]), (&json!(0), &json!(3)));
    assert_eq!(json["default_values"], json!([{ "id": "1", "type": "user" }, { "id": "2", "type": "role" }]));
    let channels = Select::channels(id(), &[Channels::Text]).default_values([ChannelId::new(3)]);
    assert_eq!(channels.problem(), None);
    assert_eq!(channels.to_json(&signer)["default_values"], json!([{ "id": "3", "type": "channel" }]));
}

#[test]
fn options_have_custom_emoji_and_defaults() {
    let signer = Signer::new("token", Clock::default());
    let menu = Select::new(id(), [option("a").emoji("<:blob:7>").selected(), option("b")]);
    assert_eq!(menu.problem(), None);
    let json = menu.to_json(&signer);
    assert_eq!(json["options"][0]["emoji"], json!({ "id": "7", "name": "blob", "animated": false }));
    assert_eq!(json["options"][0]["default"], true);
}

#[test]
fn limits_of_select_menus_are_checked() {
    let two = || Select::new(id(), [option("a"), option("b")]);
    for refused in [
        Select::new(id(), []),
        Select::new(id(), (0..26).map(|number| option(&number.to_string()))),
        Select::new(id(), [option("a"), option("a")]),
        Select::new(id(), [option("a").selected(), option("b").selected()]),
        Select::new(id(), [option(&"x".repeat(101))]),
        Select::new(id(), [option("a").description("x".repeat(101))]),
        two().max_values(3),
        two().max_values(0),
        two().min_values(2),
        two().placeholder("x".repeat(151)),
        two().default_values([UserId::new(1)]),
        Select::users(id()).default_values([RoleId::new(1)]),
        Select::users(id()).default_values([UserId::new(1), UserId::new(2)]),
    ] {
        assert!(matches!(refused.problem(), Some(Problem::Limit(_))), "{refused:?}");
    }
    let wrong = Select::new(id(), [option("a").emoji("blob")]);
    assert_eq!(wrong.problem(), Some(Problem::Emoji("blob")));
}

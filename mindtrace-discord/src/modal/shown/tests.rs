use serde_json::{Value, json};
use serenity::model::id::{ChannelId, RoleId, UserId};

use super::Shown;
use crate::args::limit::{Bound, ChoiceSpec, Literal};
use crate::args::{Arguments, UserOrRole};
use crate::command::ParamSpec;
use crate::component::{SelectDefaultValue, SelectOption};
use crate::error::Internal;
use crate::locale::Language;
use crate::modal::{FieldSpec, Modal, ModalDraft, ModalError, ModalSpec, modal};

struct Form;

impl Modal for Form {
    const SPEC: ModalSpec = ModalSpec::new(
        "Form",
        const {
            &[
                FieldSpec::new(
                    "Text",
                    ParamSpec::of::<String>("text", "")
                        .min_length(2)
                        .max_length(10)
                        .default(Literal::Text("old")),
                ),
                FieldSpec::new(
                    "Stars",
                    ParamSpec::of::<u8>("stars", "").min(Bound::Integer(1)).max(Bound::Integer(5)),
                ),
                FieldSpec::new("Words", ParamSpec::of::<Vec<String>>("words", "")),
                FieldSpec::new("Sure", ParamSpec::of::<bool>("sure", "")),
                FieldSpec::new("Who", ParamSpec::of::<Vec<UserOrRole>>("who", "")),
            ]
        },
    );

    fn take(_: &mut Arguments) -> Result<Self, Internal> {
        Ok(Self)
    }
}

fn draft() -> ModalDraft<Form> {
    ModalDraft::new()
}

fn opened(draft: ModalDraft<Form>) -> Result<Value, ModalError> {
    let shown = Shown::new(&Form::SPEC, draft.into_parts().0)?;
    Ok(modal(&shown, "id", Language::ENGLISH))
}

fn option(value: &str) -> SelectOption {
    SelectOption::new(value.to_uppercase(), value)
}

#[test]
fn texts_and_values_of_a_draft_are_shown() {
    let who = [SelectDefaultValue::from(UserId::new(1)), RoleId::new(2).into(), UserId::new(1).into()];
    let changed = draft().title("Edit").label("text", "New").placeholder("text", "Type");
    let changed = changed.value("text", "rust").value("stars", 3).value("words", ["a b", "c"]);
    let modal = opened(changed.value("sure", true).value("who", who)).unwrap();
    assert_eq!((&modal["title"], &modal["components"][0]["label"]), (&json!("Edit"), &json!("New")));
    let component = |at: usize| &modal["components"][at]["component"];
    assert_eq!((&component(0)["value"], &component(0)["placeholder"]), (&json!("rust"), &json!("Type")));
    assert_eq!((&component(1)["value"], &component(2)["value"]), (&json!("3"), &json!("\"a b\" c")));
    assert_eq!(component(3)["default"], true);
    let defaults = json!([{ "id": "1", "type": "user" }, { "id": "2", "type": "role" }]);
    assert_eq!(component(4)["default_values"], defaults);
}

#[test]
fn what_a_draft_does_not_set_is_as_declared() {
    let modal = opened(draft()).unwrap();
    assert_eq!((&modal["title"], &modal["components"][0]["label"]), (&json!("Form"), &json!("Text")));
    assert_eq!(modal["components"][0]["component"]["value"], "old");
    assert_eq!(modal["components"][3]["component"]["default"], false);
    let empty = opened(draft().value("text", None::<String>).value("stars", "")).unwrap();
    for at in [0, 1] {
        assert!(empty["components"][at]["component"]["value"].is_null(), "{empty}");
    }
}

#[test]
fn a_field_with_options_is_a_select_menu() {
    let options = || [option("one"), option("two").selected()];
    let component = |draft| opened(draft).unwrap()["components"][0]["component"].clone();
    let menu = component(draft().options("text", options()));
    assert_eq!((&menu["type"], &menu["max_values"]), (&json!(3), &json!(1)));
    assert_eq!(menu["options"][1], json!({ "label": "TWO", "value": "two", "default": true }));
    let menu = component(draft().value("text", "one").options("text", options()));
    assert_eq!(menu["options"][0]["default"], true);
    assert!(menu["options"][1]["default"].is_null(), "the value counts before the selected option");
    let menu = component(draft().options("text", [option("new"), option("old")]));
    assert_eq!(menu["options"][1]["default"], true, "the declared default");
}

#[test]
fn an_unknown_field_is_refused_with_the_names_of_the_fields() {
    let error = opened(draft().value("txt", "rust")).unwrap_err();
    assert_eq!(error.to_string(), "it has no field `txt`; it has `text`, `stars`, `words`, `sure`, `who`");
}

#[test]
fn values_that_do_not_fit_are_refused() {
    let error = opened(draft().value("stars", 9)).unwrap_err();
    assert!(error.to_string().contains("`stars` must be a whole number from 1 to 5, not `9`."), "{error}");
    for refused in [
        draft().value("text", "x"),
        draft().value("text", "more than ten characters"),
        draft().value("sure", "perhaps"),
        draft().options("text", [option("x")]),
    ] {
        let shown = format!("{refused:?}");
        assert!(matches!(opened(refused), Err(ModalError::Value(_))), "{shown}");
    }
    for refused in [
        draft().value("text", "two\nlines"),
        draft().value("text", ["one", "two"]),
        draft().value("text", UserId::new(1)),
        draft().value("words", vec!["word"; 26]),
        draft().value("words", "x".repeat(4001)),
        draft().value("who", ChannelId::new(1)),
        draft().value("who", "alice"),
        draft().label("text", " "),
        draft().label("text", "x".repeat(46)),
        draft().placeholder("text", "x".repeat(101)),
        draft().options("text", []),
        draft().options("text", [option("one"), option("one")]),
        draft().options("text", [option("one")]).value("text", "two"),
        draft().options("text", [option("one").selected(), option("two").selected()]),
        draft().options("text", [option("one").emoji(":crab:")]),
        draft().options("stars", (0..26).map(|number| option(&number.to_string()))),
        draft().options("sure", [option("true")]),
    ] {
        let shown = format!("{refused:?}");
        assert!(matches!(opened(refused), Err(ModalError::Field { .. })), "{shown}");
    }
    for title in [String::new(), "x".repeat(46)] {
        assert!(matches!(opened(draft().title(title)), Err(ModalError::Title)));
    }
}

#[test]
fn a_submitted_value_is_one_of_the_options_of_the_draft() {
    let changed = draft().options("text", [option("novels"), option("poems")]);
    let shown = Shown::new(&Form::SPEC, changed.into_parts().0).unwrap();
    let check = |name: &str, text: &str| shown.check(name, &crate::args::Value::Text(text.to_owned()));
    assert_eq!(check("text", "poems"), Ok(()));
    let refused = check("text", "forged").unwrap_err();
    assert!(refused.to_string().contains("`forged`"), "{refused}");
    assert_eq!(check("stars", "9"), Ok(()), "its limits are checked later");
}

struct Party;

impl Modal for Party {
    const SPEC: ModalSpec = ModalSpec::new(
        "Party",
        const {
            &[
                FieldSpec::new(
                    "Colors",
                    ParamSpec::of::<Vec<String>>("colors", "").one_of(
                        const { &[ChoiceSpec::new("Dark red", "dark-red"), ChoiceSpec::new("Blue", "blue")] },
                    ),
                )
                .text("Pick.")
                .descriptions(&[("dark-red", "Like wine")])
                .min_values(1)
                .max_values(2),
                FieldSpec::new("Who", ParamSpec::of::<Vec<UserOrRole>>("who", "")).max_values(3),
            ]
        },
    )
    .footer("Have fun!");

    fn take(_: &mut Arguments) -> Result<Self, Internal> {
        Ok(Self)
    }
}

#[test]
fn texts_descriptions_and_numbers_of_values_are_shown() {
    let opened = |draft: ModalDraft<Party>| {
        let shown = Shown::new(&Party::SPEC, draft.into_parts().0)?;
        Ok::<_, ModalError>(modal(&shown, "id", Language::ENGLISH))
    };
    let shown = opened(ModalDraft::new()).unwrap();
    assert_eq!(shown["components"][0], json!({ "type": 10, "content": "Pick." }));
    let colors = &shown["components"][1]["component"];
    let options = json!([
        { "label": "Dark red", "value": "dark-red", "description": "Like wine" },
        { "label": "Blue", "value": "blue" },
    ]);
    assert_eq!(colors["options"], options);
    assert_eq!(
        (&colors["required"], &colors["min_values"], &colors["max_values"]),
        (&json!(true), &json!(1), &json!(2))
    );
    let who = &shown["components"][2]["component"];
    assert_eq!(
        (&who["required"], &who["min_values"], &who["max_values"]),
        (&json!(false), &json!(0), &json!(3))
    );

    assert_eq!(shown["components"][3], json!({ "type": 10, "content": "Have fun!" }));

    let shown = opened(ModalDraft::new().text("colors", " ").text("who", "And?").footer("Bye.")).unwrap();
    assert_eq!(shown["components"][1], json!({ "type": 10, "content": "And?" }));
    assert_eq!(shown["components"][3], json!({ "type": 10, "content": "Bye." }));
    let shown = opened(ModalDraft::new().footer("")).unwrap();
    assert_eq!(shown["components"].as_array().map(Vec::len), Some(3), "an empty text removes it");
    let many = [1, 2, 3, 4].map(UserId::new);
    assert!(matches!(
        opened(ModalDraft::new().value("who", many)),
        Err(ModalError::Field { field: "who", .. })
    ));
    let long = opened(ModalDraft::new().text("who", "x".repeat(4001)));
    assert!(matches!(long, Err(ModalError::Field { field: "who", .. })));
    let long = opened(ModalDraft::new().footer("x".repeat(4001)));
    assert!(matches!(long, Err(ModalError::Footer { .. })));
}

#[test]
fn a_footer_counts_as_one_of_five_fields_and_texts() {
    assert!(matches!(opened(draft().footer("One more.")), Err(ModalError::Footer { .. })));
    assert!(matches!(opened(draft().text("stars", "One more.")), Err(ModalError::Field { .. })));
}

//! Plans for different lists.

use serde_json::{Value, json};

use super::{Deletions, Plan, plan};
use crate::command::CommandKind;
use crate::payload::{Entry, Scope};
use crate::source::Source;

fn wanted(name: &'static str, description: &str) -> Entry {
    Entry {
        kind: CommandKind::Chat,
        name,
        source: Source { file: "bot.rs", line: 1 },
        json: json!({ "type": 1, "name": name, "description": description }),
    }
}

fn found(id: u64, name: &str, description: &str) -> Value {
    json!({ "id": id.to_string(), "type": 1, "name": name, "description": description })
}

fn counts(plan: &Plan) -> (usize, usize, usize, usize, usize) {
    (plan.create.len(), plan.update.len(), plan.delete.len(), plan.refused.len(), plan.unchanged.len())
}

#[test]
fn a_plan_lists_each_change() {
    let wanted = vec![wanted("hello", "Hi."), wanted("roll", "Roll dice."), wanted("same", "Same.")];
    let mut roll = found(1, "roll", "Roll.");
    roll["nsfw"] = json!(true);
    let found = vec![roll, found(2, "old", "x"), found(3, "same", "Same."), found(4, "Old", "x")];
    let plan = plan(Scope::Global, wanted, found, Deletions::Careful);
    assert_eq!(
        plan.to_string(),
        "global commands: 1 unchanged\n\
         + create /hello\n\
         ~ update /roll\n    description \"Roll.\" → \"Roll dice.\"\n    nsfw yes → none\n\
         - delete /Old\n\
         - delete /old"
    );
    assert_eq!(plan.update[0].id, "1");
}

#[test]
fn a_single_change_is_on_the_line_of_its_command() {
    let plan =
        plan(Scope::Global, vec![wanted("a", "New.")], vec![found(1, "a", "Old.")], Deletions::Careful);
    assert!(plan.to_string().ends_with("~ update /a: description \"Old.\" → \"New.\""), "{plan}");
}

#[test]
fn an_empty_plan_says_that_there_is_nothing_to_do() {
    let plan = plan(Scope::Global, vec![wanted("a", "x")], vec![found(1, "a", "x")], Deletions::Careful);
    assert!(plan.is_done());
    assert_eq!(plan.to_string(), "global commands: nothing to do, 1 unchanged");
}

#[test]
fn deleting_more_than_half_of_the_commands_needs_consent() {
    let some = |count: u64| (1..=count).map(|n| found(n, &format!("old{n}"), "x")).collect::<Vec<_>>();
    let careful = |wanted, found| plan(Scope::Global, wanted, found, Deletions::Careful);
    // Three never need consent.
    assert_eq!(counts(&careful(vec![], some(3))), (0, 0, 3, 0, 0));
    // Four of four are more than half.
    assert_eq!(counts(&careful(vec![wanted("new", "x")], some(4))), (1, 0, 0, 4, 0));
    assert_eq!(careful(vec![], some(4)).refused_names(), "/old1, /old2, /old3, /old4");
    // Four of eight are not more than half.
    let remaining = vec![wanted("old1", "x"), wanted("old2", "x"), wanted("old3", "x"), wanted("old4", "x")];
    assert_eq!(counts(&careful(remaining, some(8))), (0, 0, 4, 0, 4));
    assert_eq!(counts(&plan(Scope::Global, vec![], some(4), Deletions::Allowed)), (0, 0, 4, 0, 0));
}

#[test]
fn an_entry_point_command_is_not_deleted() {
    let launch = json!({ "id": "9", "type": 4, "name": "launch", "description": "", "handler": 2 });
    let plan = plan(Scope::Global, vec![wanted("launch", "x")], vec![launch.clone()], Deletions::Allowed);
    assert_eq!((counts(&plan), plan.entry_points), ((1, 0, 0, 0, 0), vec![launch]));
}

#[test]
fn the_same_name_of_another_kind_is_another_command() {
    let menu = json!({ "id": "1", "type": 2, "name": "a", "description": "" });
    let plan = plan(Scope::Global, vec![wanted("a", "x")], vec![menu], Deletions::Careful);
    assert_eq!(counts(&plan), (1, 0, 1, 0, 0));
    assert!(plan.to_string().contains("- delete user command \"a\""), "{plan}");
}

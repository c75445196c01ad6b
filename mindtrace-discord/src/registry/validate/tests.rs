//! Each rule of the whole program, broken.

use crate::args::Arguments;
use crate::command::{ChoiceSpec, CommandSpec, ParamSpec};
use crate::context::Context;
use crate::registry::Registry;
use crate::reply::{Invoked, run};

fn nothing<'a>(_: &'a Context, _: &mut Arguments) -> Invoked<'a> {
    run::<(), _>(async {})
}

/// Tests may leak: a spec's texts live as long as the program.
fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn command(name: &'static str, line: u32) -> CommandSpec {
    CommandSpec::new(name, "Something.", nothing).source("bot.rs", line)
}

fn problems(commands: Vec<CommandSpec>) -> Vec<String> {
    match Registry::new(commands, Vec::new()).validate() {
        Ok(()) => Vec::new(),
        Err(problems) => {
            problems.iter().map(|problem| format!("{}: {}", problem.source, problem.message)).collect()
        }
    }
}

#[test]
fn a_name_belongs_to_one_command() {
    let found = problems(vec![command("a", 1), command("b", 2), command("a", 3)]);
    assert_eq!(found, ["bot.rs:3: the command `a` is declared at bot.rs:1 as well; rename one of the two"]);
}

#[test]
fn an_alias_belongs_to_one_command() {
    let found = problems(vec![
        command("a", 1).aliases(&["x", "b"]),
        command("b", 2).aliases(&["x"]),
        command("c", 3).aliases(&["y"]),
    ]);
    assert_eq!(
        found,
        [
            "bot.rs:1: the alias `b` of `a` is taken by `b` at bot.rs:2; choose another",
            "bot.rs:2: the alias `x` of `b` is taken by `a` at bot.rs:1; choose another",
        ]
    );
}

#[test]
fn the_same_declaration_twice_is_one_command() {
    assert_eq!(problems(vec![command("a", 1), command("a", 1)]), Vec::<String>::new());
}

#[test]
fn discord_takes_a_hundred_slash_commands() {
    let many = |count: u32| (0..count).map(|n| command(leak(format!("c{n:03}")), n)).collect::<Vec<_>>();
    assert_eq!(problems(many(100)), Vec::<String>::new());
    let found = problems(many(102));
    assert_eq!(found.len(), 2);
    assert!(
        found[0].starts_with("bot.rs:100: `c100` is one of 102 slash commands, Discord takes 100"),
        "{}",
        found[0]
    );
    let elsewhere =
        many(102).into_iter().map(|command| command.surfaces(&[crate::Surface::Prefix])).collect();
    assert_eq!(problems(elsewhere), Vec::<String>::new());
}

#[test]
fn discord_takes_eight_thousand_characters_a_command() {
    let choices: Vec<ChoiceSpec> =
        (0..25).map(|n| ChoiceSpec::new(leak(format!("{n:0>100}")), leak(format!("{n:0>100}")))).collect();
    let choices: &'static [ChoiceSpec] = Box::leak(choices.into_boxed_slice());
    let params: Vec<ParamSpec> = (0..2)
        .map(|n| ParamSpec { choices, ..ParamSpec::of::<String>(leak(format!("p{n}")), "Something.") })
        .collect();
    let params: &'static [ParamSpec] = Box::leak(params.into_boxed_slice());
    let found = problems(vec![command("a", 1).params(params)]);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("has 10035 characters of names, descriptions and choices, Discord takes 8000"),
        "{}",
        found[0]
    );
}

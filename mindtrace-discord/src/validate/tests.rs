//! Each rule for the whole program, broken once.

use std::collections::HashSet;

use serenity::model::gateway::GatewayIntents;

use crate::args::Arguments;
use crate::command::{ChoiceSpec, CommandSpec, Cooldown, CooldownScope, GroupSpec, ParamSpec};
use crate::context::Context;
use crate::locale::Locales;
use crate::registry::Registry;
use crate::reply::{Invoked, run};
use crate::validate::{Requirements, check};

fn noop<'a>(_: &'a Context, _: &mut Arguments) -> Invoked<'a> {
    run::<(), _>(async {})
}

/// Leaks a text: the texts of a specification are `'static`.
fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn command(name: &'static str, line: u32) -> CommandSpec {
    CommandSpec::new(name, "Something.", noop).source("bot.rs", line)
}

fn problems(commands: Vec<CommandSpec>) -> Vec<String> {
    match Registry::of(commands).validate() {
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
fn a_program_has_at_most_100_slash_commands() {
    let many = |count: u32| (0..count).map(|n| command(leak(format!("c{n:03}")), n)).collect::<Vec<_>>();
    assert_eq!(problems(many(100)), Vec::<String>::new());
    let found = problems(many(102));
    assert_eq!(found.len(), 2);
    assert!(
        found[0].starts_with("bot.rs:100: `c100` is one of 102 slash commands, Discord accepts 100"),
        "{}",
        found[0]
    );
    let prefix_only =
        many(102).into_iter().map(|command| command.surfaces(&[crate::Surface::Prefix])).collect();
    assert_eq!(problems(prefix_only), Vec::<String>::new());
}

#[test]
fn a_command_has_at_most_8000_characters() {
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
        found[0].contains("has 10035 characters of names, descriptions and choices, Discord accepts 8000"),
        "{}",
        found[0]
    );
}

const TAG: GroupSpec = GroupSpec::new("tag", "Tags.");

#[test]
fn commands_of_different_kinds_may_share_a_name() {
    let same = vec![
        command("report", 1),
        command("report", 2).user_command(),
        command("report", 3).message_command(),
    ];
    assert_eq!(problems(same), Vec::<String>::new());
    let found = problems(vec![command("Report", 1).user_command(), command("Report", 2).user_command()]);
    assert_eq!(
        found,
        ["bot.rs:2: the user command `Report` is declared at bot.rs:1 as well; rename one of the two"]
    );
}

#[test]
fn an_alias_must_not_be_a_group() {
    let found = problems(vec![command("a", 1).aliases(&["tag"]), command("tag create", 2).groups(&[TAG])]);
    assert_eq!(
        found,
        [
            "bot.rs:1: the alias `tag` of `a` is a group, which contains `tag create` at bot.rs:2; choose another"
        ]
    );
}

#[test]
fn a_slash_command_must_not_be_a_group() {
    let both = |name: CommandSpec| problems(vec![name, command("tag create", 2).groups(&[TAG])]);
    let found = both(command("tag", 1));
    assert_eq!(found.len(), 1);
    assert!(
        found[0]
            .starts_with("bot.rs:1: `tag` is a command and a group, which contains `tag create` at bot.rs:2"),
        "{}",
        found[0]
    );
    assert_eq!(both(command("tag", 1).surfaces(&[crate::Surface::Prefix])), Vec::<String>::new());
}

#[test]
fn a_group_has_one_description() {
    const OTHER: &[GroupSpec] = &[GroupSpec::new("tag", "Labels.")];
    let other = command("tag b", 2).groups(OTHER);
    let found = problems(vec![command("tag a", 1).groups(&[TAG]), other]);
    assert_eq!(
        found,
        [
            "bot.rs:2: the group `tag` is described as \"Labels.\" here and as \"Tags.\" for `tag a` at bot.rs:1; use one description"
        ]
    );
}

#[test]
fn a_group_has_at_most_25_commands_and_counts_as_one() {
    let many = |count: u32| {
        let member = |n| command(leak(format!("tag c{n:03}")), n).groups(&[TAG]);
        problems((0..count).map(member).collect())
    };
    assert_eq!(many(25), Vec::<String>::new());
    let found = many(26);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("bot.rs:25: `tag c025` is one of 26 in the group `tag`, Discord accepts 25"),
        "{}",
        found[0]
    );
    let mut commands: Vec<CommandSpec> = (0..99).map(|n| command(leak(format!("c{n:03}")), n)).collect();
    commands.extend((0..25).map(|n| command(leak(format!("tag c{n:03}")), n).groups(&[TAG])));
    assert_eq!(problems(commands), Vec::<String>::new());
}

#[test]
fn groups_are_at_most_two_levels_deep() {
    const DEEP: &[GroupSpec] = &[TAG, GroupSpec::new("b", "B."), GroupSpec::new("c", "C.")];
    let found = problems(vec![command("tag b c d", 1).groups(DEEP)]);
    assert!(
        found[0].starts_with("bot.rs:1: `tag b c d` is 3 groups deep, Discord accepts 2"),
        "{}",
        found[0]
    );
}

#[test]
fn commands_of_a_group_have_the_same_guilds() {
    let found =
        problems(vec![command("tag a", 1).groups(&[TAG]), command("tag b", 2).groups(&[TAG]).guilds(&[7])]);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("bot.rs:2: `tag b` is offered in other guilds than `tag a`"),
        "{}",
        found[0]
    );
}

#[test]
fn context_menus_have_their_own_limits() {
    let many =
        |count: u32| (0..count).map(|n| command(leak(format!("Menu {n:02}")), n).user_command()).collect();
    assert_eq!(problems(many(15)), Vec::<String>::new());
    let found = problems(many(16));
    assert_eq!(found, ["bot.rs:15: `Menu 15` is one of 16 user commands, Discord accepts 15; remove some"]);
    let long = problems(vec![command("A name that is far too long for a menu", 1).message_command()]);
    assert!(long[0].contains("has 1 to 32 characters"), "{}", long[0]);
}

#[test]
fn each_guild_has_its_own_limits() {
    let many = |guilds: &'static [u64]| {
        (0..101).map(move |n| command(leak(format!("c{n:03}")), n).guilds(guilds)).collect::<Vec<_>>()
    };
    let found = problems(many(&[7]));
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("`c100` is one of 101 slash commands of guild 7, Discord accepts 100"),
        "{}",
        found[0]
    );
    let mut half = many(&[7]);
    for command in half.iter_mut().take(50) {
        command.guilds = &[8];
    }
    assert_eq!(problems(half), Vec::<String>::new());
}

#[test]
fn the_size_of_a_group_includes_its_commands() {
    let params = || {
        let param = |n: u32| ParamSpec::of::<String>(leak(format!("p{n}")), leak("x".repeat(100)));
        &*Box::leak((0..25).map(param).collect::<Vec<_>>().into_boxed_slice())
    };
    let tree = |count: u32| {
        (0..count).map(|n| command(leak(format!("tag c{n}")), n).groups(&[TAG]).params(params())).collect()
    };
    assert_eq!(problems(tree(3)), Vec::<String>::new());
    let found = problems(tree(4));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("bot.rs:0: `tag` has 10"), "{}", found[0]);
}

#[test]
fn each_text_counts_with_its_longest_translation() {
    let param = |n: u32| ParamSpec::of::<String>(leak(format!("p{n}")), "Short.");
    let params: &'static [ParamSpec] = Box::leak((0..25).map(param).collect::<Vec<_>>().into_boxed_slice());
    let tree = (0..4).map(|n| command(leak(format!("tag c{n}")), n).groups(&[TAG]).params(params));
    let registry = Registry::of(tree.collect());
    let mut german = String::new();
    for command in 0..4 {
        german.push_str(&format!("command-tag-c{command} =\n"));
        for param in 0..25 {
            german.push_str(&format!("    .p{param}-description = {}\n", "x".repeat(100)));
        }
    }
    assert_eq!(registry.validate().map_err(|problems| problems.to_string()), Ok(()));
    let locales = Locales::new([("en-US", ""), ("de", &german)]);
    let states = HashSet::new();
    let requirements = Requirements {
        states: &states,
        doubled: &[],
        functions: &[],
        intents: GatewayIntents::all(),
        locales: &locales,
    };
    let problems = check(&registry, Some(&requirements)).unwrap_err();
    assert_eq!(problems.iter().len(), 1, "{problems}");
    assert!(problems.to_string().contains("`tag` has 10"), "{problems}");
}

#[test]
fn a_shared_cooldown_has_one_rate() {
    let shared = |cooldown: Cooldown| cooldown.bucket("search");
    let guild = shared(Cooldown::new(3, 60_000).scope(CooldownScope::Guild));
    let same = vec![command("a", 1).cooldown(guild), command("b", 2).cooldown(guild)];
    assert_eq!(problems(same), Vec::<String>::new());
    let user = shared(Cooldown::new(1, 5_000));
    let found = problems(vec![command("a", 1).cooldown(guild), command("b", 2).cooldown(user)]);
    assert_eq!(
        found,
        [
            "bot.rs:2: `b` shares the cooldown `search` with `a` at bot.rs:1, which has another rate: 1 in 5s for each user here, \
             3 in 1m for each guild there; use one rate"
        ]
    );
}

#[test]
fn a_custom_id_leads_to_one_handler() {
    let vote = command("vote", 1).component("vote:{poll}", &[Some(20)]);
    assert_eq!(
        problems(vec![vote, command("close", 2).component("close:{poll}", &[Some(20)])]),
        Vec::<String>::new()
    );
    let found =
        problems(vec![vote, command("ballot", 2).component("vote:{user}:{poll}", &[Some(20), Some(20)])]);
    assert_eq!(
        found,
        [
            "bot.rs:1: custom ids of `vote` and of `ballot` at bot.rs:2 both begin with `vote:`; begin one of the two with another word"
        ]
    );
}

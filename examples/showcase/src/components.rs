//! Components: handlers of buttons and select menus. A custom id carries typed, signed values, so components work after a
//! restart, need no database, and cannot be forged.

use mindtrace_discord::prelude::*;

/// Ask a question with two buttons.
#[command(category = "Components")]
async fn ask(ctx: &Context, #[arg(rest, max_len = 200)] question: String) -> Reply {
    let asker = ctx.author().id;
    Reply::new(question).buttons([
        Button::new("Yes", answer::id(asker, true)).success(),
        Button::new("No", answer::id(asker, false)).danger(),
        // Only the asker can click it, and only for an hour.
        Button::new("End", end::id().only_for(asker).expires_in(std::time::Duration::from_hours(1))),
    ])
}

/// A component has the same gates as a command.
#[component("answer:{asker}:{yes}", cooldown = "10s")]
async fn answer(ctx: &Context, asker: UserId, yes: bool) -> Reply {
    let word = if yes { "yes" } else { "no" };
    Reply::new(format!("{} says {word} to {}.", ctx.author().name, asker.mention()))
}

/// Edits the message of the button.
#[component("end")]
async fn end() -> Reply {
    Reply::new("The question is closed.").update()
}

/// Choose with a select menu.
#[command(category = "Components")]
async fn order() -> Reply {
    let dishes = [
        SelectOption::new("Soup", "soup").emoji("🍲"),
        SelectOption::new("Cake", "cake").emoji("🍰").description("With cream"),
    ];
    Reply::new("What would you like?").select(Select::new(dish::id(), dishes).picks(1, 2))
}

/// The parameter that the custom id does not carry takes the selected values.
#[component("dish")]
async fn dish(selected: Vec<String>) -> Reply {
    Reply::new(format!("You get {}.", selected.join(" and "))).ephemeral()
}

/// Choose users with a select menu.
#[command(category = "Components", guild_only)]
async fn team(ctx: &Context) -> Reply {
    let menu = Select::users(member::id()).max_values(5).default_values([ctx.author().id]);
    Reply::new("Who is in the team?").select(menu)
}

#[component("member")]
async fn member(users: Vec<User>) -> String {
    let names: Vec<&str> = users.iter().map(|user| user.name.as_str()).collect();
    format!("The team: {}.", names.join(", "))
}

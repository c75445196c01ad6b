//! Components: buttons and menus as functions. What a button carries is typed and signed, so it works after a restart, without a
//! database, and nobody can make it say something else.

use mindtrace_discord::prelude::*;

/// Ask a question with two buttons.
#[command(category = "Components")]
async fn ask(ctx: &Context, #[arg(rest, max_len = 200)] question: String) -> Reply {
    let asker = ctx.author().id;
    Reply::new(question).buttons([
        Button::new("Yes", answer::id(asker, true)).success(),
        Button::new("No", answer::id(asker, false)).danger(),
        // Only whoever asked can end it, and only for an hour.
        Button::new("End", end::id().only_for(asker).expires_in(std::time::Duration::from_hours(1))),
    ])
}

/// The same gates as for a command hold for a button.
#[component("answer:{asker}:{yes}", cooldown = "10s")]
async fn answer(ctx: &Context, asker: UserId, yes: bool) -> Reply {
    let word = if yes { "yes" } else { "no" };
    Reply::new(format!("{} says {word} to {}.", ctx.author().name, asker.mention()))
}

/// Changes the message that the button is on.
#[component("end")]
async fn end() -> Reply {
    Reply::new("The question is closed.").update()
}

/// Choose with a menu.
#[command(category = "Components")]
async fn order() -> Reply {
    let dishes =
        [SelectOption::new("Soup", "soup"), SelectOption::new("Cake", "cake").description("With cream")];
    Reply::new("What would you like?").select(Select::new(dish::id(), dishes).picks(1, 2))
}

/// The one parameter that the id does not carry takes what was picked.
#[component("dish")]
async fn dish(picked: Vec<String>) -> Reply {
    Reply::new(format!("You get {}.", picked.join(" and "))).ephemeral()
}

/// Choose people with a menu.
#[command(category = "Components", guild_only)]
async fn team() -> Reply {
    Reply::new("Who is in?").select(Select::users(member::id()).picks(1, 5))
}

#[component("member")]
async fn member(people: Vec<User>) -> String {
    let names: Vec<&str> = people.iter().map(|user| user.name.as_str()).collect();
    format!("The team: {}.", names.join(", "))
}

//! Replies: a handler's return value is sent. Replies can have embeds, files, polls, pages and layouts.

use std::time::Duration;

use mindtrace_discord::component::{Block, Container};
use mindtrace_discord::prelude::*;

/// An embed.
#[command(category = "Replies")]
async fn card(ctx: &Context) -> Embed {
    Embed::new().title("Card").description("With a field.").field("For", &ctx.author().name, true)
}

/// A private reply with a file.
#[command(category = "Replies", ephemeral)]
async fn export() -> Reply {
    Reply::new("Here it is.")
        .file(File::new("export.csv", "name,count\ntea,3\n").description("Everything we have"))
}

/// A poll.
#[command(category = "Replies")]
async fn lunch() -> Poll {
    Poll::new("What shall we eat?", ["Soup", "Salad", "Cake"]).open_for(Duration::from_hours(1))
}

/// A text that is too long for one message: it is sent as several, or as a file.
#[command(category = "Replies")]
async fn story(#[arg(flag)] file: bool) -> Reply {
    let text = "This is one line of a very long story.\n".repeat(80);
    let reply = Reply::new(text);
    if file { reply.long_as_file("story.txt") } else { reply }
}

/// A reply, an edit of it, and a follow-up.
#[command(category = "Replies")]
async fn countdown(ctx: &Context) -> Result<()> {
    let answer = ctx.reply("Three, two …").await?;
    answer.edit("Three, two, one!").await?;
    ctx.followup("Go!").await?;
    Ok(())
}

/// Pages with buttons, which are disabled after a minute without a click.
#[command(category = "Replies")]
async fn manual(ctx: &Context) -> Result<()> {
    let pages = (1..=5).map(|number| Embed::new().title(format!("Chapter {number}")));
    Paginator::new(pages).timeout(Duration::from_mins(1)).send(ctx).await?;
    Ok(())
}

/// A layout: Discord's Components V2.
#[command(category = "Replies")]
async fn poster() -> Reply {
    let text = Block::text("# Tonight\nThe band plays at eight.");
    let buttons = Block::Buttons(vec![Button::link("Tickets", "https://example.com/tickets")]);
    Reply::default().layout([Container::new([text, Block::separator(), buttons]).color(0x00ff_8800).into()])
}

/// Mentions ping only the users that the reply names with `ping_users`.
#[command(category = "Replies")]
async fn call(who: User) -> Reply {
    Reply::new(format!("{} and @everyone, dinner!", who.mention())).ping_users([who.id])
}

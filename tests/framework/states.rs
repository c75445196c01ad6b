//! States: made at the start, shared in an `Arc`, one of each type.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::{Error, Registry};

#[derive(Debug)]
struct Database(&'static str);

/// Count the times that a database was opened.
static OPENED: AtomicU32 = AtomicU32::new(0);

#[command]
async fn look_up(database: &Database) -> String {
    database.0.to_owned()
}

fn bot() -> BotBuilder {
    Bot::builder().registry(Registry::empty().command::<look_up>())
}

#[tokio::test]
async fn a_state_is_made_when_the_bot_starts_and_not_before() -> Result<()> {
    let open = async || {
        OPENED.fetch_add(1, Ordering::SeqCst);
        Ok::<_, std::io::Error>(Database("found"))
    };
    bot().state_with(open).validate()?;
    assert_eq!(OPENED.load(Ordering::SeqCst), 0);
    let sandbox = Sandbox::start(bot().state_with(open)).await?;
    assert_eq!(OPENED.load(Ordering::SeqCst), 1);
    assert_eq!(sandbox.member("alice").await?.says("!look_up").await?.content, "found");
    let fails = async || Err::<Database, _>(std::io::Error::other("the disk is away"));
    let error = Sandbox::start(bot().state_with(fails)).await.unwrap_err();
    assert!(
        matches!(&error, Error::StateFailed { ty, reason } if ty.contains("Database") && reason == "the disk is away")
    );
    Ok(())
}

#[tokio::test]
async fn a_state_in_an_arc_is_borrowed_without_it() -> Result<()> {
    let sandbox = Sandbox::start(bot().state(Arc::new(Database("shared")))).await?;
    assert_eq!(sandbox.member("alice").await?.says("!look_up").await?.content, "shared");
    Ok(())
}

#[test]
fn two_states_of_one_type_keep_the_bot_from_starting() {
    let error = bot().state(Database("one")).state(Database("two")).build().unwrap_err().to_string();
    assert!(error.contains("there is a state of the type") && error.contains("states.rs:"), "{error}");
}

//! Questions of a test about members and channels.

use std::time::Duration;

use mindtrace_discord::sandbox::{Discord, Target};
use mindtrace_discord::serenity::builder::EditChannel;
use mindtrace_discord::serenity::model::{Permissions, Timestamp};

use crate::peer::http;

#[tokio::test]
async fn members_and_channels_can_be_asked() -> Result<(), Box<dyn std::error::Error>> {
    let discord = Discord::start().await?;
    let alice = discord.member("alice").await?;
    assert_eq!((alice.roles(), alice.nick(), alice.timed_out_until()), (vec![], None, None));
    let role = discord.role("helpers", Permissions::empty()).await?;
    alice.gets(&role).await?;
    assert_eq!(alice.roles(), std::slice::from_ref(&role));
    let until = Timestamp::from_unix_timestamp(Timestamp::now().unix_timestamp() + 60)?;
    alice.timed_out(until).await?;
    assert_eq!(alice.timed_out_until(), Some(until));
    assert!(alice.is_member() && !alice.is_banned());
    discord.owner().bans(&alice, Some("spam")).await?;
    assert_eq!(
        (alice.is_member(), alice.is_banned(), alice.ban_reason()),
        (false, true, Some("spam".to_owned()))
    );
    let general = discord.channel("general")?;
    assert_eq!(discord.slow_mode(&general), Duration::ZERO);
    general.id().edit(&http(&discord), EditChannel::new().rate_limit_per_user(30).topic("News")).await?;
    assert_eq!(
        (discord.slow_mode(&general).as_secs(), discord.topic(&general)),
        (30, Some("News".to_owned()))
    );
    discord.overwrite(&general, &role, Permissions::empty(), Permissions::SEND_MESSAGES).await?;
    let overwrite = discord.overwrites(&general)[0];
    assert_eq!((overwrite.target, overwrite.deny), (Target::Role(role.id()), Permissions::SEND_MESSAGES));
    Ok(())
}

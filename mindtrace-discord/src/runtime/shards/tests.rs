//! Tests of the shards of a process.

use serenity::model::id::{GuildId, ShardId};
use tokio::sync::mpsc;

use super::{BotState, Shards};
use crate::activity::Activity;
use crate::event::ShardState;
use crate::runtime::gateway_command::{GatewayCommand, GatewayError};

#[test]
fn a_process_with_a_part_of_the_shards_is_ready_and_sends_for_its_own_guilds() {
    let (shards, activity) = (Shards::default(), Activity::default());
    let members = |guild: u64| GatewayCommand::members(GuildId::new(guild), "", activity.begin());
    let guild = |shard: u64| GuildId::new((8 + shard) << 22);
    assert_eq!(shards.send(guild(2), members(1)), Err(GatewayError::NotConnected));
    let (sender, mut commands) = mpsc::channel(1);
    for id in [2, 3] {
        shards.begin(ShardId(id), 4, sender.clone());
    }
    #[cfg(feature = "http")]
    assert_eq!((shards.total(), shards.snapshot().len()), (Some(4), 2));
    assert_eq!(shards.send(guild(1), members(1)), Err(GatewayError::OtherProcess { shard: 1 }));
    assert_eq!(shards.send(guild(2), members(1)), Ok(()));
    assert!(commands.try_recv().is_ok());
    assert!(shards.set_state(ShardId(2), ShardState::Connected).all_connected.is_none());
    assert_eq!(shards.set_state(ShardId(3), ShardState::Connected).all_connected, Some(2));
    assert_eq!(shards.state(), BotState::Connected);
}

#[cfg(all(feature = "http", feature = "redis"))]
#[test]
fn the_bytes_of_shards_that_ended_stay_counted() {
    let shards = Shards::default();
    shards.frame_received(ShardId(0), 10, 30);
    shards.end(ShardId(0));
    assert_eq!(shards.bytes(), (10, 30));
    shards.frame_received(ShardId(0), 1, 2);
    assert_eq!(shards.bytes(), (11, 32));
}

#[cfg(feature = "redis")]
#[test]
fn a_process_without_shards_is_ready_only_while_others_have_them() {
    let shards = Shards::default();
    assert_eq!(shards.state(), BotState::Starting);
    shards.set_total(1);
    #[cfg(feature = "http")]
    assert_eq!(shards.total(), Some(1));
    shards.set_standby(true);
    assert_eq!(shards.state(), BotState::Connected);
    shards.begin(ShardId(0), 1, mpsc::channel(1).0);
    assert_eq!(shards.state(), BotState::Starting);
    shards.set_state(ShardId(0), ShardState::Connected);
    shards.end(ShardId(0));
    assert_eq!(shards.state(), BotState::Degraded);
}

//! The scripts in a real Redis.

use super::{LeaseTable, Registered, Taken};
use crate::shared_state::tests::redis::Redis;

/// Two processes of a bot with two shards.
fn tables(redis: &Redis) -> (LeaseTable, LeaseTable) {
    (LeaseTable::new(redis.server()), LeaseTable::new(redis.server()))
}

async fn registered(table: &LeaseTable) -> Registered {
    loop {
        // The first request connects.
        if let Some(registered) = table.register(2, false).await {
            return registered;
        }
    }
}

/// Takes the lease of shard 0, if it is free.
async fn taken(table: &LeaseTable) -> Option<Taken> {
    table.take(2, &[0], 1).await.unwrap().pop()
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_redis_that_has_lost_its_data_repeats_no_fencing_number() {
    let (redis, _) = Redis::start();
    let (one, two) = tables(&redis);
    let before = registered(&one).await;
    assert_eq!(registered(&two).await.since, before.since);
    let first = taken(&one).await.unwrap();
    assert!(taken(&two).await.is_none());
    redis.run(&["FLUSHALL"]);
    assert_ne!(registered(&one).await.since, before.since);
    let other = taken(&two).await.unwrap();
    two.release(2, other).await;
    // The first process must see that another one had the shard: its own session is not to be resumed.
    let again = taken(&one).await.unwrap();
    assert_eq!(again.fence, other.fence + 1);
    assert_ne!(again.fence, first.fence + 1);
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_process_takes_back_a_lease_that_it_does_not_know_of() {
    let (redis, _) = Redis::start();
    let (one, two) = tables(&redis);
    registered(&one).await;
    registered(&two).await;
    // As after an answer that came too late.
    let unknown = taken(&one).await.unwrap();
    assert!(taken(&two).await.is_none());
    let known = taken(&one).await.unwrap();
    one.release(2, unknown).await;
    assert_eq!(one.renew(2, &[known]).await, Some(vec![true]));
    assert!(taken(&two).await.is_none());
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn the_last_process_does_not_leave_its_shards_to_others() {
    let (redis, _) = Redis::start();
    let (one, two) = tables(&redis);
    registered(&one).await;
    assert_eq!(one.leave_to_others().await, Some(false));
    assert_eq!(registered(&two).await.alive, 2);
    assert_eq!(one.leave_to_others().await, Some(true));
    assert_eq!(two.leave_to_others().await, Some(false));
    assert_eq!(registered(&two).await.alive, 1);
}

use std::time::Duration;

use serenity::model::id::{GuildId, UserId};
use tokio::time::advance;

use super::Cooldowns;
use crate::limits::{Cooldown, ScopeKey};

const SECONDS: fn(u64) -> Duration = Duration::from_secs;

fn user(id: u64) -> ScopeKey {
    ScopeKey::User(UserId::new(id))
}

#[tokio::test(start_paused = true)]
async fn a_second_use_waits_for_the_rest_of_the_period() {
    let (cooldowns, once) = (Cooldowns::default(), Cooldown::new(1, 5_000));
    cooldowns.acquire(0, user(1), once).unwrap();
    advance(SECONDS(2)).await;
    assert_eq!(cooldowns.peek(0, user(1), once), Err(SECONDS(3)));
    assert_eq!(cooldowns.acquire(0, user(1), once).unwrap_err(), SECONDS(3));
    cooldowns.acquire(0, user(2), once).unwrap();
    cooldowns.acquire(1, user(1), once).unwrap();
    cooldowns.acquire(0, ScopeKey::Member(GuildId::new(1), UserId::new(1)), once).unwrap();
    advance(SECONDS(3)).await;
    cooldowns.acquire(0, user(1), once).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_burst_is_allowed_and_its_uses_expire_one_by_one() {
    let (cooldowns, thrice) = (Cooldowns::default(), Cooldown::new(3, 60_000));
    for _ in 0..3 {
        cooldowns.acquire(0, user(1), thrice).unwrap();
    }
    assert_eq!(cooldowns.acquire(0, user(1), thrice).unwrap_err(), SECONDS(20));
    advance(SECONDS(20)).await;
    cooldowns.acquire(0, user(1), thrice).unwrap();
    assert_eq!(cooldowns.acquire(0, user(1), thrice).unwrap_err(), SECONDS(20));
    advance(SECONDS(600)).await;
    for _ in 0..3 {
        cooldowns.acquire(0, user(1), thrice).unwrap();
    }
    cooldowns.acquire(0, user(1), thrice).unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn rounding_the_interval_allows_no_extra_use() {
    let (cooldowns, odd) = (Cooldowns::default(), Cooldown::new(600_000, 1));
    let acquired = (0..700_000).filter(|_| cooldowns.acquire(0, user(1), odd).is_ok()).count();
    assert_eq!(acquired, 600_000);
    let longest = Cooldown::new(1, u64::MAX);
    cooldowns.acquire(1, user(1), longest).unwrap();
    cooldowns.acquire(1, user(1), longest).unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_peek_acquires_no_use() {
    let (cooldowns, once) = (Cooldowns::default(), Cooldown::new(1, 5_000));
    for _ in 0..10 {
        assert_eq!(cooldowns.peek(0, user(1), once), Ok(()));
    }
    cooldowns.acquire(0, user(1), once).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_refund_makes_the_use_available_again() {
    let (cooldowns, once) = (Cooldowns::default(), Cooldown::new(1, 5_000));
    let ticket = cooldowns.acquire(0, user(1), once).unwrap();
    cooldowns.refund(ticket);
    assert_eq!(cooldowns.table().full_at.len(), 0);
    cooldowns.acquire(0, user(1), once).unwrap();

    let twice = Cooldown::new(2, 10_000);
    let first = cooldowns.acquire(1, user(1), twice).unwrap();
    cooldowns.acquire(1, user(1), twice).unwrap();
    cooldowns.refund(first);
    cooldowns.acquire(1, user(1), twice).unwrap();
    cooldowns.acquire(1, user(1), twice).unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_refund_of_an_expired_use_is_ignored() {
    let (cooldowns, once) = (Cooldowns::default(), Cooldown::new(1, 5_000));
    let early = cooldowns.acquire(0, user(1), once).unwrap();
    advance(SECONDS(6)).await;
    cooldowns.acquire(0, user(1), once).unwrap();
    cooldowns.refund(early);
    cooldowns.acquire(0, user(1), once).unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn expired_uses_free_their_memory() {
    let (cooldowns, once) = (Cooldowns::default(), Cooldown::new(1, 5_000));
    for id in 1..=100_000 {
        cooldowns.acquire(0, user(id), once).unwrap();
        advance(Duration::from_millis(1)).await;
    }
    assert!(cooldowns.table().full_at.len() < 20_000);
    assert!(cooldowns.table().full_at.capacity() < 80_000);
    advance(SECONDS(5)).await;
    cooldowns.sweep();
    assert_eq!(cooldowns.table().full_at.len(), 0);
    assert!(cooldowns.table().full_at.capacity() < 1_000);
}

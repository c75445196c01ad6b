//! The entitlements of users and guilds, cached for a short time, because a call in a message does not say what its caller has bought.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::monetization::{Entitlement, EntitlementKind};
use tokio::time::Instant;

use super::Buyer;

/// How long an answer is used. Changes are reported to the first shard only, which another process may run.
const FOUND: Duration = Duration::from_secs(30);

/// How long the answer is used that nothing was bought: a user who buys does not want to wait.
const NOTHING: Duration = Duration::from_secs(5);

/// The number of cached answers. The one that was added first is evicted first.
const MOST: usize = 1000;

/// A buyer, and the SKUs that a command asks for.
pub(super) type Question = (Buyer, &'static [u64]);

/// The latest answers of Discord.
#[derive(Debug, Default)]
pub(super) struct EntitlementCache {
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    answers: HashMap<Question, Answer>,
    order: VecDeque<Question>,
    /// The number of changes that were reported.
    changes: u64,
}

#[derive(Debug)]
struct Answer {
    entitlements: Vec<Entitlement>,
    until: Instant,
}

impl EntitlementCache {
    /// Returns the cached answer.
    pub(super) fn get(&self, question: Question, now: Instant) -> Option<Vec<Entitlement>> {
        let table = self.table();
        let answer = table.answers.get(&question)?;
        (now < answer.until).then(|| answer.entitlements.clone())
    }

    /// Returns the number of changes so far, for [`add`](Self::add).
    pub(super) fn changes(&self) -> u64 {
        self.table().changes
    }

    /// Adds an answer to a question that was asked after this number of changes. A later one may be missing in it, so it is not added
    /// then.
    pub(super) fn add(&self, question: Question, answer: &[Entitlement], now: Instant, changes: u64) {
        let lasting = answer.iter().filter(|bought| !bought.deleted && bought.consumed != Some(true));
        let entitlements: Vec<Entitlement> = lasting.cloned().collect();
        // Discord does not report that a purchase was consumed; a subscription cannot be.
        if !entitlements.iter().all(is_subscription) {
            return;
        }
        let mut table = self.table();
        if table.changes != changes {
            return;
        }
        let until = now + if entitlements.is_empty() { NOTHING } else { FOUND };
        if table.answers.insert(question, Answer { entitlements, until }).is_none() {
            table.order.push_back(question);
        }
        if table.order.len() > MOST
            && let Some(oldest) = table.order.pop_front()
        {
            table.answers.remove(&oldest);
        }
    }

    /// Removes the answers about the buyers of an entitlement that was created, changed or deleted.
    pub(super) fn forget(&self, changed: &Entitlement) {
        let buyers = [changed.user_id.map(Buyer::User), changed.guild_id.map(Buyer::Guild)];
        let mut table = self.table();
        let Table { answers, order, changes } = &mut *table;
        *changes += 1;
        answers.retain(|(buyer, _), _| !buyers.contains(&Some(*buyer)));
        order.retain(|question| answers.contains_key(question));
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // No code panics while it holds the lock.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_subscription(bought: &Entitlement) -> bool {
    matches!(bought.kind, EntitlementKind::PremiumSubscription | EntitlementKind::ApplicationSubscription)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};
    use serenity::model::id::{GuildId, UserId};
    use serenity::model::monetization::Entitlement;
    use tokio::time::Instant;

    use super::{EntitlementCache, FOUND, MOST, NOTHING, Question};
    use crate::discord::Buyer;

    const ALICE: Question = (Buyer::User(UserId::new(1)), &[77]);
    const GUILD: Question = (Buyer::Guild(GuildId::new(2)), &[77]);

    fn bought(kind: u8, more: &[(&str, Value)]) -> Entitlement {
        let mut json = json!({
            "id": "5", "sku_id": "77", "application_id": "6", "user_id": "1", "type": kind, "deleted": false, "consumed": false,
        });
        for (key, value) in more {
            json[*key] = value.clone();
        }
        serde_json::from_value(json).unwrap()
    }

    fn add(cache: &EntitlementCache, question: Question, answer: &[Entitlement], now: Instant) {
        cache.add(question, answer, now, cache.changes());
    }

    #[test]
    fn an_answer_is_used_for_a_stated_time() {
        let (cache, now) = (EntitlementCache::default(), Instant::now());
        add(&cache, ALICE, &[bought(8, &[])], now);
        add(&cache, GUILD, &[], now);
        let moment = Duration::from_millis(1);
        let count = |question, now| cache.get(question, now).map(|found| found.len());
        assert_eq!((count(ALICE, now + FOUND - moment), count(ALICE, now + FOUND)), (Some(1), None));
        assert_eq!((count(GUILD, now + NOTHING - moment), count(GUILD, now + NOTHING)), (Some(0), None));
        assert_eq!(count((ALICE.0, &[78]), now), None, "other SKUs");
    }

    #[test]
    fn what_can_be_consumed_is_asked_for_each_time() {
        let (cache, now) = (EntitlementCache::default(), Instant::now());
        add(&cache, ALICE, &[bought(8, &[]), bought(1, &[])], now);
        assert!(cache.get(ALICE, now).is_none());
        add(&cache, ALICE, &[bought(1, &[("consumed", json!(true))])], now);
        assert!(cache.get(ALICE, now).is_some_and(|found| found.is_empty()));
    }

    #[test]
    fn a_change_removes_the_answers_about_its_buyers_and_those_on_their_way() {
        let (cache, now) = (EntitlementCache::default(), Instant::now());
        for question in [ALICE, GUILD] {
            add(&cache, question, &[], now);
        }
        let asked_after = cache.changes();
        cache.forget(&bought(8, &[]));
        assert!(cache.get(ALICE, now).is_none() && cache.get(GUILD, now).is_some());
        cache.add(ALICE, &[], now, asked_after);
        assert!(cache.get(ALICE, now).is_none());
        cache.forget(&bought(8, &[("guild_id", json!("2"))]));
        assert!(cache.get(GUILD, now).is_none());
        assert!(cache.table().order.is_empty());
    }

    #[test]
    fn the_oldest_answer_is_evicted() {
        let (cache, now) = (EntitlementCache::default(), Instant::now());
        for id in 1..=MOST as u64 + 1 {
            add(&cache, (Buyer::User(UserId::new(id)), &[77]), &[], now);
        }
        assert!(cache.get(ALICE, now).is_none());
        assert!(cache.get((Buyer::User(UserId::new(2)), &[77]), now).is_some());
        assert_eq!(cache.table().answers.len(), MOST);
    }
}

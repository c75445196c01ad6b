//! The user cache: users that were looked up for events.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serenity::model::id::UserId;
use serenity::model::user::User;

/// The number of cached users. The one that was added first is evicted first.
const MOST: usize = 1000;

/// The most recently looked-up users.
#[derive(Debug, Default)]
pub(crate) struct UserCache {
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    users: HashMap<UserId, User>,
    order: VecDeque<UserId>,
}

impl UserCache {
    pub(crate) fn get(&self, id: UserId) -> Option<User> {
        self.table().users.get(&id).cloned()
    }

    pub(crate) fn add(&self, user: User) {
        let mut table = self.table();
        let id = user.id;
        if table.users.insert(id, user).is_none() {
            table.order.push_back(id);
        }
        if table.order.len() > MOST
            && let Some(oldest) = table.order.pop_front()
        {
            table.users.remove(&oldest);
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // No code panics while it holds the lock.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use serenity::model::id::UserId;
    use serenity::model::user::User;

    use super::{MOST, UserCache};

    #[test]
    fn the_oldest_user_is_evicted() {
        let cache = UserCache::default();
        for id in 1..=MOST as u64 + 1 {
            let mut user = User::default();
            user.id = UserId::new(id);
            cache.add(user);
        }
        assert!(cache.get(UserId::new(1)).is_none() && cache.get(UserId::new(2)).is_some());
        assert_eq!(cache.table().users.len(), MOST);
    }
}

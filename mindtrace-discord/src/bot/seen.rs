//! Users who were looked up, so that the next event about them asks nobody.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serenity::model::id::UserId;
use serenity::model::user::User;

/// How many are remembered; the one looked up first goes first.
const MOST: usize = 1000;

/// The users looked up last.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    users: HashMap<UserId, User>,
    order: VecDeque<UserId>,
}

impl Seen {
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
        // Nothing in here can panic halfway through a change.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use serenity::model::id::UserId;
    use serenity::model::user::User;

    use super::{MOST, Seen};

    #[test]
    fn the_oldest_is_forgotten() {
        let seen = Seen::default();
        for id in 1..=MOST as u64 + 1 {
            let mut user = User::default();
            user.id = UserId::new(id);
            seen.add(user);
        }
        assert!(seen.get(UserId::new(1)).is_none() && seen.get(UserId::new(2)).is_some());
        assert_eq!(seen.table().users.len(), MOST);
    }
}

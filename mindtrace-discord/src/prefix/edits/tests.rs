use std::time::Duration;

use serenity::model::Timestamp;
use serenity::model::id::MessageId;
use tokio::time::advance;

use super::{Compared, Edits, MARGIN, MOST, Version, WITHIN};
use crate::registry::Registry;

fn version(hash: u64, second: i64) -> Version {
    let edited_at = (second > 0).then(|| Timestamp::from_unix_timestamp(second).unwrap());
    Version { hash, edited_at }
}

#[tokio::test(start_paused = true)]
async fn only_a_newer_text_is_a_change() {
    let (edits, message) = (Edits::new(Some(WITHIN), &Registry::empty()), MessageId::new(1));
    assert!(matches!(edits.compare(message, version(1, 0)), Compared::New));
    edits.remember(message, version(1, 0));
    assert!(matches!(edits.compare(message, version(1, 0)), Compared::Stale), "sent twice");
    assert!(matches!(edits.compare(message, version(1, 5)), Compared::Stale), "same text");
    assert!(matches!(edits.compare(message, version(2, 0)), Compared::Stale), "not an edit");
    assert!(matches!(edits.compare(message, version(2, 10)), Compared::Changed(_)));
    assert!(matches!(edits.compare(message, version(3, 9)), Compared::Stale), "overtaken");
    let call = edits.forget(message).unwrap();
    assert_eq!(*call.version(), None);
    assert!(matches!(edits.compare(message, version(4, 20)), Compared::New));
}

#[tokio::test(start_paused = true)]
async fn remembered_calls_are_bounded_in_number_and_age() {
    let edits = Edits::new(Some(WITHIN), &Registry::empty());
    for id in 1..=3000 {
        edits.remember(MessageId::new(id), version(id, 0));
    }
    assert_eq!(edits.calls().len(), MOST);
    assert!(
        edits.calls().contains_key(&MessageId::new(3000))
            && !edits.calls().contains_key(&MessageId::new(2000))
    );
    advance(WITHIN + MARGIN).await;
    edits.sweep();
    assert_eq!(edits.calls().len(), MOST, "not over yet");
    advance(Duration::from_secs(1)).await;
    edits.sweep();
    assert_eq!(edits.calls().len(), 0);
}

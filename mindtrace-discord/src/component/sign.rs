//! Signatures of custom ids: a button pressed after a restart is known to be ours, and to say what we made it say.
//!
//! ```text
//! vote:42:yes ~ 0t4w2xc ~ kS3v…16 characters
//! └ body ────┘  └ expiry  └ HMAC-SHA-256 of everything before, the first 96 bits
//!                 followed by `.` and the only user it works for, if there is one
//! ```
//! The key is derived from the bot's token, so nothing is stored and every process of the bot has it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::digest::Key;
use hmac::{Hmac, Mac};
use serenity::model::id::UserId;
use sha2::{Digest, Sha256};

use super::ComponentId;
use super::decode::encode;

/// How long a component works that does not say so itself.
const LIFETIME: Duration = Duration::from_hours(30 * 24);

/// Bytes of the signature that travel: 96 bits cannot be guessed with a request for each try.
const MAC_BYTES: usize = 12;

/// Digits of the expiry, base 36: enough beyond the year 4000.
const EXPIRY_DIGITS: usize = 7;

/// Digits of a user id, base 36: all 64 bits.
const USER_DIGITS: usize = 13;

/// Signs custom ids and checks what comes back.
#[derive(Clone)]
pub(crate) struct Signer {
    mac: Hmac<Sha256>,
}

/// What a custom id turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Opened<'a> {
    /// Ours and still good: what was signed, and the only user it works for.
    Good(&'a str, Option<UserId>),
    /// It has our form, but its time is over or its signature is not ours.
    Bad,
    /// Not of our making: some other code of the bot sent it.
    Foreign,
}

impl Signer {
    /// A signer whose key is derived from a secret.
    pub(crate) fn new(secret: &str) -> Self {
        let derived = keyed(secret.as_bytes()).chain_update(b"mindtrace-discord custom ids v1").finalize();
        Self { mac: keyed(&derived.into_bytes()) }
    }

    /// The custom id as it is sent.
    pub(crate) fn sign(&self, id: &ComponentId) -> String {
        let expires = SystemTime::now() + id.expires_in.unwrap_or(LIFETIME);
        self.sign_until(id, expires)
    }

    pub(crate) fn sign_until(&self, id: &ComponentId, expires: SystemTime) -> String {
        let seconds = expires.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let mut text = format!("{}~{}", encode(id), base36::<EXPIRY_DIGITS>(seconds));
        if let Some(user) = id.only_for {
            text.push('.');
            text.push_str(&base36::<USER_DIGITS>(user.get()));
        }
        let mac = self.of(&text);
        text.push('~');
        text.push_str(&mac);
        text
    }

    /// Checks a custom id.
    pub(crate) fn open<'a>(&self, custom_id: &'a str, now: SystemTime) -> Opened<'a> {
        let Some((signed, mac)) = custom_id.rsplit_once('~') else { return Opened::Foreign };
        let Some((body, expiry)) = signed.rsplit_once('~') else { return Opened::Foreign };
        let (expiry, lock) = match expiry.split_once('.') {
            Some((expiry, lock)) => (expiry, Some(lock)),
            None => (expiry, None),
        };
        let Ok(expires) = u64::from_str_radix(expiry, 36) else { return Opened::Foreign };
        // serenity refuses an id of zero with a panic, so it never gets one.
        let user = match lock.map(|lock| u64::from_str_radix(lock, 36)) {
            None => None,
            Some(Ok(id)) if id != 0 => Some(UserId::new(id)),
            Some(_) => return Opened::Foreign,
        };
        if expiry.len() != EXPIRY_DIGITS || body.is_empty() {
            return Opened::Foreign;
        }
        let Ok(mac) = URL_SAFE_NO_PAD.decode(mac) else { return Opened::Foreign };
        if mac.len() != MAC_BYTES {
            return Opened::Foreign;
        }
        let now = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let checked = self.mac.clone().chain_update(signed.as_bytes()).verify_truncated_left(&mac);
        if checked.is_ok() && now < expires { Opened::Good(body, user) } else { Opened::Bad }
    }

    fn of(&self, text: &str) -> String {
        let mac = self.mac.clone().chain_update(text.as_bytes()).finalize().into_bytes();
        URL_SAFE_NO_PAD.encode(&mac[..MAC_BYTES])
    }
}

/// A key of any length, hashed to one of HMAC's own.
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    let mut block = Key::<Hmac<Sha256>>::default();
    block[..32].copy_from_slice(&Sha256::digest(key));
    Hmac::new(&block)
}

fn base36<const N: usize>(mut number: u64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = [b'0'; N];
    for digit in digits.iter_mut().rev() {
        // Below 36, so it fits and is inside.
        #[allow(clippy::cast_possible_truncation)]
        let at = (number % 36) as usize;
        *digit = DIGITS[at];
        number /= 36;
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use serenity::model::id::UserId;

    use super::{Opened, Signer};
    use crate::component::ComponentId;

    fn id() -> ComponentId {
        ComponentId::new("vote:{poll}:{choice}", ["42".to_owned(), "a:b~c".to_owned()])
    }

    #[test]
    fn a_signed_id_comes_back_as_it_was() {
        let signer = Signer::new("token");
        let custom_id = signer.sign(&id());
        assert_eq!(signer.open(&custom_id, SystemTime::now()), Opened::Good("vote:42:a%3Ab%7Ec", None));
        assert!(custom_id.len() <= 100, "{custom_id}");
    }

    #[test]
    fn another_bot_or_another_value_is_refused() {
        let custom_id = Signer::new("token").sign(&id());
        let now = SystemTime::now();
        assert_eq!(Signer::new("other").open(&custom_id, now), Opened::Bad);
        let forged = custom_id.replace("42", "43");
        assert_eq!(Signer::new("token").open(&forged, now), Opened::Bad);
    }

    #[test]
    fn what_is_over_is_refused() {
        let signer = Signer::new("token");
        let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1000);
        let custom_id = signer.sign_until(&id(), then);
        assert_eq!(signer.open(&custom_id, then), Opened::Bad);
        assert!(matches!(signer.open(&custom_id, then - Duration::from_secs(1)), Opened::Good(..)));
    }

    #[test]
    fn a_lock_is_part_of_what_is_signed() {
        let signer = Signer::new("token");
        let user = UserId::new(u64::MAX);
        let custom_id = signer.sign(&id().only_for(user));
        let now = SystemTime::now();
        assert_eq!(signer.open(&custom_id, now), Opened::Good("vote:42:a%3Ab%7Ec", Some(user)));
        let (head, tail) = custom_id.split_once('.').unwrap();
        let unlocked = format!("{head}{}", &tail[13..]);
        assert_eq!(signer.open(&unlocked, now), Opened::Bad);
    }

    #[test]
    fn ids_of_other_code_are_left_alone() {
        let signer = Signer::new("token");
        for foreign in ["", "page_2", "a~b~c", "~~", "vote:1~000000z~short"] {
            assert_eq!(signer.open(foreign, SystemTime::now()), Opened::Foreign, "{foreign}");
        }
    }
}

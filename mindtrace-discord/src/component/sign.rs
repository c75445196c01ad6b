//! Signatures of custom ids, which prove after a restart that the bot created a component and that its values are unchanged.
//!
//! ```text
//! vote:42:yes ~ 0t4w2xc ~ kS3v…16 characters
//! └ body ────┘  └ expiry  └ HMAC-SHA-256 of the template and everything before, the first 96 bits
//!                 followed by `.` and the only user it works for, if there is one
//! ```
//! The template is signed as well, so a value that looks like the start of another handler's id cannot reach that handler.
//! The key is derived from the bot's token, so nothing is stored and every process of the bot has it.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::digest::Key;
use hmac::{Hmac, Mac};
use serenity::model::id::UserId;
use sha2::{Digest, Sha256};

use super::ComponentId;
use super::decode::encode;
use crate::clock::Clock;

/// The default lifetime of a component.
const LIFETIME: Duration = Duration::from_hours(30 * 24);

/// Bytes of the signature that are sent. 96 bits cannot be guessed when each attempt takes a request.
const MAC_BYTES: usize = 12;

/// Digits of the expiry, base 36: enough until after the year 4000.
const EXPIRY_DIGITS: usize = 7;

/// The latest time that fits into these digits.
const LATEST: u64 = 36_u64.pow(7) - 1;

/// Digits of a user id, base 36: all 64 bits.
const USER_DIGITS: usize = 13;

/// Signs and verifies custom ids.
#[derive(Clone)]
pub(crate) struct Signer {
    mac: Hmac<Sha256>,
    clock: Clock,
}

/// A well-formed custom id whose signature is not yet verified.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SignedId<'a> {
    /// The values in their template.
    pub(crate) body: &'a str,
    /// The only user that the component works for.
    pub(crate) only_for: Option<UserId>,
    signed: &'a str,
    expires: u64,
    mac: Vec<u8>,
}

impl Signer {
    /// Creates a signer whose key is derived from a secret.
    pub(crate) fn new(secret: &str, clock: Clock) -> Self {
        let derived = keyed(secret.as_bytes()).chain_update(b"mindtrace-discord custom ids v1").finalize();
        Self { mac: keyed(&derived.into_bytes()), clock }
    }

    /// Returns the signed custom id.
    pub(crate) fn sign(&self, id: &ComponentId) -> String {
        let lifetime = id.expires_in.unwrap_or(LIFETIME).as_secs();
        self.sign_until(id, self.seconds().saturating_add(lifetime))
    }

    fn sign_until(&self, id: &ComponentId, expires: u64) -> String {
        let seconds = expires.min(LATEST);
        let mut text = format!("{}~{}", encode(id), base36::<EXPIRY_DIGITS>(seconds));
        if let Some(user) = id.only_for {
            text.push('.');
            text.push_str(&base36::<USER_DIGITS>(user.get()));
        }
        let mac = self.mac(id.template, &text).finalize().into_bytes();
        let mac = URL_SAFE_NO_PAD.encode(&mac[..MAC_BYTES]);
        text.push('~');
        text.push_str(&mac);
        text
    }

    /// Parses a custom id; `None` if it is not a signed one, because other code of the bot sent it.
    pub(crate) fn read(custom_id: &str) -> Option<SignedId<'_>> {
        let (signed, mac) = custom_id.rsplit_once('~')?;
        let (body, tail) = signed.rsplit_once('~')?;
        let (expiry, lock) = match tail.split_once('.') {
            Some((expiry, lock)) => (expiry, Some(lock)),
            None => (tail, None),
        };
        let only_for = match lock {
            // serenity panics on an id of zero.
            Some(lock) => Some(UserId::new(u64::from_str_radix(lock, 36).ok().filter(|id| *id != 0)?)),
            None => None,
        };
        let expires = u64::from_str_radix(expiry, 36).ok()?;
        let mac = URL_SAFE_NO_PAD.decode(mac).ok()?;
        let is_well_formed = expiry.len() == EXPIRY_DIGITS && !body.is_empty() && mac.len() == MAC_BYTES;
        is_well_formed.then_some(SignedId { body, only_for, signed, expires, mac })
    }

    /// Returns whether a custom id was signed with this key for this template and has not expired.
    pub(crate) fn verify(&self, sealed: &SignedId<'_>, template: &str) -> bool {
        let is_authentic = self.mac(template, sealed.signed).verify_truncated_left(&sealed.mac).is_ok();
        is_authentic && self.seconds() < sealed.expires
    }

    /// Returns the Unix time in seconds.
    fn seconds(&self) -> u64 {
        u64::try_from(self.clock.now().as_second()).unwrap_or_default()
    }

    fn mac(&self, template: &str, text: &str) -> Hmac<Sha256> {
        // The zero byte occurs in neither, so it separates the template from the custom id unambiguously.
        self.mac.clone().chain_update(template.as_bytes()).chain_update([0]).chain_update(text.as_bytes())
    }
}

/// Creates an HMAC from a key of any length by hashing the key.
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    let mut block = Key::<Hmac<Sha256>>::default();
    block[..32].copy_from_slice(&Sha256::digest(key));
    Hmac::new(&block)
}

fn base36<const N: usize>(mut number: u64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = [b'0'; N];
    for digit in digits.iter_mut().rev() {
        // The remainder is below 36, so it fits `usize` and the table.
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
    use std::time::Duration;

    use serenity::model::id::UserId;

    use super::Signer;
    use crate::clock::Clock;
    use crate::component::ComponentId;

    const TEMPLATE: &str = "vote:{poll}:{choice}";

    fn id() -> ComponentId {
        ComponentId::new(TEMPLATE, ["42".to_owned(), "a:b~c".to_owned()])
    }

    fn signer() -> Signer {
        Signer::new("token", Clock::default())
    }

    fn verifies(signer: &Signer, custom_id: &str, template: &str) -> bool {
        Signer::read(custom_id).is_some_and(|sealed| signer.verify(&sealed, template))
    }

    #[test]
    fn a_signed_id_round_trips() {
        let signer = signer();
        let custom_id = signer.sign(&id());
        let sealed = Signer::read(&custom_id).unwrap();
        assert_eq!((sealed.body, sealed.only_for), ("vote:42:a%3Ab%7Ec", None));
        assert!(verifies(&signer, &custom_id, TEMPLATE));
        assert!(custom_id.len() <= 100, "{custom_id}");
    }

    #[test]
    fn forged_and_altered_ids_are_refused() {
        let signer = signer();
        let custom_id = signer.sign(&id());
        assert!(!verifies(&Signer::new("other", Clock::default()), &custom_id, TEMPLATE));
        assert!(!verifies(&signer, &custom_id.replace("42", "43"), TEMPLATE));
        assert!(!verifies(&signer, &custom_id, "vote:42:{choice}"));
    }

    #[test]
    fn an_expired_id_is_refused() {
        let signer = signer();
        let now = signer.seconds();
        assert!(!verifies(&signer, &signer.sign_until(&id(), now), TEMPLATE));
        assert!(verifies(&signer, &signer.sign_until(&id(), now + 60), TEMPLATE));
    }

    #[test]
    fn the_expiry_is_capped_at_its_digits() {
        let signer = signer();
        let custom_id = signer.sign(&id().expires_in(Duration::MAX));
        assert!(verifies(&signer, &custom_id, TEMPLATE), "{custom_id}");
    }

    #[test]
    fn a_user_lock_cannot_be_removed() {
        let signer = signer();
        let user = UserId::new(u64::MAX);
        let custom_id = signer.sign(&id().only_for(user));
        assert_eq!(Signer::read(&custom_id).unwrap().only_for, Some(user));
        assert!(verifies(&signer, &custom_id, TEMPLATE));
        let (head, tail) = custom_id.split_once('.').unwrap();
        assert!(!verifies(&signer, &format!("{head}{}", &tail[13..]), TEMPLATE));
    }

    #[test]
    fn foreign_custom_ids_are_ignored() {
        for foreign in ["", "page_2", "a~b~c", "~~", "vote:1~000000z~short", "a~0000001.0~AAAAAAAAAAAAAAAA"] {
            assert_eq!(Signer::read(foreign), None, "{foreign}");
        }
    }
}

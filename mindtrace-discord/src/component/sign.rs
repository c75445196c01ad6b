//! Signatures of custom ids, which prove after a restart that the bot created a component and that its values are unchanged.
//!
//! ```text
//! vote:42:yes ~ AAbq2Q kS3v…16 characters
//! └ body ────┘  │      └ HMAC-SHA-256 of the template and everything before, the first 96 bits
//!               └ expiry, followed by the only user it works for, if there is one: eleven characters
//! ```
//! The template is signed as well, so a value that looks like the start of another handler's id cannot reach that handler.
//! The key is derived from the bot's token, so nothing is stored and every process of the bot has it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::digest::Key;
use hmac::{Hmac, Mac};
use serenity::model::id::UserId;
use sha2::{Digest, Sha256};

use super::ComponentId;
use super::decode::encode;
use super::id::LIFETIME;
use crate::clock::Clock;

/// Bytes of the signature that are sent. 96 bits cannot be guessed when each attempt takes a request.
const MAC_BYTES: usize = 12;

/// Digits of the signature, base 64.
const MAC_DIGITS: usize = 16;

/// Digits of the expiry, base 64: enough until after the year 4000.
const EXPIRY_DIGITS: usize = 6;

/// The latest time that fits into these digits.
const LATEST: u64 = 64_u64.pow(6) - 1;

/// Digits of a user id, base 64: all 64 bits.
const USER_DIGITS: usize = 11;

/// The digits of base 64, as in the signature.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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
        let derived = keyed(secret.as_bytes()).chain_update(b"mindtrace-discord custom ids v2").finalize();
        Self { mac: keyed(&derived.into_bytes()), clock }
    }

    /// Returns the signed custom id.
    pub(crate) fn sign(&self, id: &ComponentId) -> String {
        let lifetime = if id.outlives_its_values() { LIFETIME } else { id.expires_in.unwrap_or(LIFETIME) };
        self.sign_until(id, self.seconds().saturating_add(lifetime.as_secs()))
    }

    fn sign_until(&self, id: &ComponentId, expires: u64) -> String {
        let seconds = expires.min(LATEST);
        let mut text = format!("{}~{}", encode(id), in_base64::<EXPIRY_DIGITS>(seconds));
        if let Some(user) = id.only_for {
            text.push_str(&in_base64::<USER_DIGITS>(user.get()));
        }
        let mac = self.mac(id.template, &text).finalize().into_bytes();
        text.push_str(&URL_SAFE_NO_PAD.encode(&mac[..MAC_BYTES]));
        text
    }

    /// Parses a custom id; `None` if it is not a signed one, because other code of the bot sent it.
    pub(crate) fn read(custom_id: &str) -> Option<SignedId<'_>> {
        let (signed, mac) = custom_id.split_at_checked(custom_id.len().checked_sub(MAC_DIGITS)?)?;
        let (body, tail) = signed.rsplit_once('~')?;
        let (expiry, lock) = tail.split_at_checked(EXPIRY_DIGITS)?;
        let only_for = match lock.len() {
            0 => None,
            // serenity panics on an id of zero.
            USER_DIGITS => Some(UserId::new(number(lock).filter(|id| *id != 0)?)),
            _ => return None,
        };
        let expires = number(expiry)?;
        let mac = URL_SAFE_NO_PAD.decode(mac).ok()?;
        let is_well_formed = !body.is_empty() && mac.len() == MAC_BYTES;
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

/// Writes a number with this many digits of base 64.
fn in_base64<const N: usize>(mut number: u64) -> String {
    let mut digits = [b'A'; N];
    for digit in digits.iter_mut().rev() {
        // The remainder is below 64, so it fits `usize` and the table.
        #[allow(clippy::cast_possible_truncation)]
        let at = (number % 64) as usize;
        *digit = DIGITS[at];
        number /= 64;
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}

/// Reads a number of base 64; `None` if it has other characters or more than 64 bits.
fn number(digits: &str) -> Option<u64> {
    digits.bytes().try_fold(0_u64, |number, byte| {
        let digit = DIGITS.iter().position(|digit| *digit == byte)?;
        number.checked_mul(64)?.checked_add(u64::try_from(digit).ok()?)
    })
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
        assert_eq!(custom_id.len(), sealed.body.len() + 23, "{custom_id}");
    }

    #[test]
    fn numbers_round_trip() {
        for number in [0, 1, 63, 64, 1_790_000_000, u64::MAX] {
            assert_eq!(super::number(&super::in_base64::<11>(number)), Some(number));
        }
        assert_eq!(super::number("___________"), None, "66 bits");
        assert_eq!(super::number("a.b"), None);
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
    fn an_id_of_stored_values_expires_with_them() {
        let (day, signer) = (Duration::from_hours(24), signer());
        let expiry = |id: &ComponentId| Signer::read(&signer.sign(id)).unwrap().expires - signer.seconds();
        let plain = id().expires_in(60 * day);
        let mut stored = plain.clone();
        stored.stored = Some("name".to_owned());
        assert_eq!(
            (expiry(&plain).div_ceil(day.as_secs()), expiry(&stored).div_ceil(day.as_secs())),
            (60, 30)
        );
        assert_eq!(expiry(&stored.expires_in(day)).div_ceil(day.as_secs()), 1);
    }

    #[test]
    fn a_user_lock_cannot_be_removed() {
        let signer = signer();
        let user = UserId::new(u64::MAX);
        let custom_id = signer.sign(&id().only_for(user));
        assert_eq!(Signer::read(&custom_id).unwrap().only_for, Some(user));
        assert!(verifies(&signer, &custom_id, TEMPLATE));
        let (head, mac) = custom_id.split_at(custom_id.len() - 16);
        let unlocked = format!("{}{mac}", &head[..head.len() - 11]);
        assert_eq!(Signer::read(&unlocked).unwrap().only_for, None);
        assert!(!verifies(&signer, &unlocked, TEMPLATE));
    }

    #[test]
    fn foreign_custom_ids_are_ignored() {
        for foreign in [
            "",
            "page_2",
            "a~b~c",
            "~~",
            "vote:1~000000z~short",
            "a~0000001.0~AAAAAAAAAAAAAAAA",
            "ä~AAAAAAäAAAAAAAAAAAAAAAAA",
        ] {
            assert_eq!(Signer::read(foreign), None, "{foreign}");
        }
    }
}

//! Ids in JSON: serialized as strings, deserialized from strings or numbers.

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

/// A Discord id. It is never zero: serenity's ids panic on zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, pattern = "^[1-9][0-9]{0,18}$")]
pub(super) struct Id(pub(super) u64);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IdVisitor)
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = Id;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a Discord id, as a string or a number")
    }

    fn visit_u64<E: Error>(self, id: u64) -> Result<Id, E> {
        if id == 0 { Err(E::invalid_value(Unexpected::Unsigned(0), &self)) } else { Ok(Id(id)) }
    }

    fn visit_i64<E: Error>(self, id: i64) -> Result<Id, E> {
        u64::try_from(id)
            .map_err(|_| E::invalid_value(Unexpected::Signed(id), &self))
            .and_then(|id| self.visit_u64(id))
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<Id, E> {
        let parsed = id.parse::<u64>().map_err(|_| E::invalid_value(Unexpected::Str(id), &self))?;
        self.visit_u64(parsed)
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn an_id_is_a_string_or_a_number_and_not_zero() {
        for json in ["\"123456789012345678\"", "123456789012345678"] {
            assert_eq!(serde_json::from_str::<Id>(json).unwrap(), Id(123_456_789_012_345_678));
        }
        for json in ["0", "\"0\"", "-1", "1.5", "\"x\"", "true", "[]"] {
            assert!(serde_json::from_str::<Id>(json).is_err(), "{json}");
        }
    }
}

//! The deserializer that notes what a type asks for.

use std::cell::{Cell, RefCell};

use serde::de::value::{Error, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Value, json};

/// One step into a type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Field(&'static str),
    Item,
    /// The value of an `Option`.
    Present,
    /// The value of an entry of a map.
    Entry,
}

/// A request of a type.
pub(super) enum Asked {
    Fields(&'static [&'static str]),
    List,
    Optional,
    Map,
    /// A text, perhaps one of a format.
    Text,
    /// Any JSON. The text says what the type expects.
    Anything(String),
    /// A value with this schema and sample.
    Value(Value, Value),
}

/// A deserializer that follows a path, and notes at its end what is asked for.
#[derive(Clone, Copy)]
pub(super) struct Watcher<'w> {
    pub(super) path: &'w [Step],
    /// A text to supply at the end of the path.
    pub(super) text: Option<&'w str>,
    pub(super) asked: &'w RefCell<Option<Asked>>,
    /// Whether the value at the end of the path was accepted.
    pub(super) accepted: &'w Cell<bool>,
}

impl<'w> Watcher<'w> {
    /// Ends the run. At the end of the path it notes what is asked for.
    fn end<T>(self, asked: Asked) -> Result<T, Error> {
        if self.path.is_empty() {
            *self.asked.borrow_mut() = Some(asked);
        }
        Err(Error::custom("not asked further"))
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V, asked: Asked) -> Result<V::Value, Error> {
        match self.text.filter(|_| self.path.is_empty()) {
            Some(text) => visitor.visit_str(text),
            None => self.end(asked),
        }
    }

    fn number<T>(self, least: impl Into<Value>, greatest: impl Into<Value>) -> Result<T, Error> {
        let (least, greatest): (Value, Value) = (least.into(), greatest.into());
        self.end(Asked::Value(json!({ "type": "integer", "minimum": least, "maximum": greatest }), json!(1)))
    }

    fn behind(self, path: &'w [Step]) -> Self {
        Self { path, ..self }
    }

    /// Deserializes a value in a struct, list or map.
    fn value<'de, S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        let value = seed.deserialize(self)?;
        if self.path.is_empty() {
            self.accepted.set(true);
        }
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for Watcher<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let expected = (&visitor as &dyn Expected).to_string();
        self.text(visitor, Asked::Anything(expected))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.end(Asked::Value(json!({ "type": "boolean" }), json!(true)))
    }

    fn deserialize_i8<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(i8::MIN, i8::MAX)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(i16::MIN, i16::MAX)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(i32::MIN, i32::MAX)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(i64::MIN, i64::MAX)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(0, u8::MAX)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(0, u16::MAX)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(0, u32::MAX)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(0, u64::MAX)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.end(Asked::Value(json!({ "type": "number" }), json!(1.5)))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.end(Asked::Value(json!({ "type": "number" }), json!(1.5)))
    }

    fn deserialize_char<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        let schema = json!({ "type": "string", "minLength": 1, "maxLength": 1 });
        self.end(Asked::Value(schema, json!("a")))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text(visitor, Asked::Text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text(visitor, Asked::Text)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.end(Asked::Value(json!({ "type": "null" }), Value::Null))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.path {
            [Step::Present, path @ ..] => {
                let value = visitor.visit_some(self.behind(path))?;
                self.accepted.set(self.accepted.get() || path.is_empty());
                Ok(value)
            }
            _ => self.end(Asked::Optional),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.path {
            [Step::Item, path @ ..] => visitor.visit_seq(Once { key: Some(""), value: self.behind(path) }),
            _ => self.end(Asked::List),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.path {
            [Step::Entry, path @ ..] => visitor.visit_map(Once { key: Some("1"), value: self.behind(path) }),
            _ => self.end(Asked::Map),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.path {
            [Step::Field(key), path @ ..] => {
                visitor.visit_map(Once { key: Some(*key), value: self.behind(path) })
            }
            _ => self.end(Asked::Fields(fields)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        // A variant with data is an object.
        let schema = json!({ "anyOf": [{ "enum": variants }, { "type": "object" }] });
        self.end(Asked::Value(schema, json!(variants.first())))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.end(Asked::Value(json!({}), Value::Null))
    }

    serde::forward_to_deserialize_any! { i128 u128 bytes byte_buf tuple tuple_struct identifier }
}

/// A struct, list or map with one value.
struct Once<'w> {
    /// The key that is still to come; without a meaning in a list.
    key: Option<&'static str>,
    value: Watcher<'w>,
}

impl<'de> MapAccess<'de> for Once<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(key) = self.key.take() else { return Ok(None) };
        let key: StrDeserializer<'_, Error> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        self.value.value(seed)
    }
}

impl<'de> SeqAccess<'de> for Once<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        match self.key.take() {
            Some(_) => self.value.value(seed).map(Some),
            None => Ok(None),
        }
    }
}

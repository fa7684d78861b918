//! Tables in JSON and YAML, nested or not, in their own order.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Broken, Entry};
use crate::locale::LocaleTag;

pub(super) fn json(text: &str) -> Result<Vec<Entry>, Broken> {
    let mut entries = Vec::new();
    let mut json = serde_json::Deserializer::from_str(text);
    Flat { key: String::new(), entries: &mut entries }
        .read(&mut json)
        .and_then(|()| json.end())
        .map_err(|e| (Some(e.line() as u32), format!("Column {}: {e}.", e.column())))?;
    Ok(entries)
}

pub(super) fn yaml(text: &str) -> Result<Vec<Entry>, Broken> {
    let mut entries = Vec::new();
    let yaml = serde_yaml::Deserializer::from_str(text);
    Flat { key: String::new(), entries: &mut entries }.read(yaml).map_err(|e| {
        (e.location().map(|l| l.line() as u32), format!("The file is no valid YAML: {e}."))
    })?;
    // Tables that hold their own locale at the top: `de: {…}`.
    let top = |e: &Entry| e.key.split('.').next().map(str::to_owned);
    if let Some(first) = entries.first().and_then(top)
        && LocaleTag::parse(&first.replace('_', "-")).is_some()
        && entries.iter().all(|e| e.key.len() > first.len() + 1 && e.key.starts_with(&first))
    {
        for entry in &mut entries {
            entry.key.drain(..=first.len());
        }
    }
    Ok(entries)
}

/// Gathers the texts of a nested table, in its own order.
struct Flat<'e> {
    key: String,
    entries: &'e mut Vec<Entry>,
}

impl Flat<'_> {
    fn read<'de, D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }

    fn below(&mut self, name: &str) -> Flat<'_> {
        let key =
            if self.key.is_empty() { name.to_owned() } else { format!("{}.{name}", self.key) };
        Flat { key, entries: self.entries }
    }
}

impl<'de> DeserializeSeed<'de> for Flat<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.read(from)
    }
}

impl<'de> Visitor<'de> for Flat<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.entries.push(Entry { key: self.key, text: text.to_owned() });
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key>()? {
            map.next_value_seed(self.below(&key.0))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        for at in 0_u32.. {
            if seq.next_element_seed(self.below(&at.to_string()))?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A key as it is written, be it a word, a number or a truth value.
struct Key(String);

impl<'de> serde::Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Key, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, key: &str) -> Result<Key, E> {
                Ok(Key(key.to_owned()))
            }

            fn visit_bool<E>(self, key: bool) -> Result<Key, E> {
                Ok(Key(key.to_string()))
            }

            fn visit_i64<E>(self, key: i64) -> Result<Key, E> {
                Ok(Key(key.to_string()))
            }

            fn visit_u64<E>(self, key: u64) -> Result<Key, E> {
                Ok(Key(key.to_string()))
            }

            fn visit_f64<E>(self, key: f64) -> Result<Key, E> {
                Ok(Key(key.to_string()))
            }
        }
        from.deserialize_any(Any)
    }
}

//! Conversion of Graph's objects: documented properties are typed, and all others are kept
//! verbatim.
//!
//! A beta resource changes: properties appear, enumerations grow, and placeholders such as
//! `"confidenceScore": "Double"` replace numbers. A value that does not have its documented type is
//! therefore not an error. It stays in `additional` under its own name and is written back
//! verbatim.

use crate::platform::{Map, Value};

/// A type of a property of a Graph object.
pub trait Property: Sized {
    /// Reads the property's value.
    ///
    /// # Errors
    /// The unchanged value, if it does not have this type.
    fn read(value: Value) -> Result<Self, Value>;

    /// Returns the property's value as JSON.
    fn write(self) -> Value;
}

impl Property for String {
    fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(other),
        }
    }

    fn write(self) -> Value {
        Value::String(self)
    }
}

impl Property for bool {
    fn read(value: Value) -> Result<Self, Value> {
        value.as_bool().ok_or(value)
    }

    fn write(self) -> Value {
        Value::Bool(self)
    }
}

impl Property for f64 {
    fn read(value: Value) -> Result<Self, Value> {
        value.as_f64().ok_or(value)
    }

    /// Writes the number. An infinity or NaN, which JSON does not have, becomes `null`.
    ///
    /// [`super::validate()`] rejects both.
    fn write(self) -> Value {
        self.into()
    }
}

impl Property for Vec<String> {
    fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::Array(items) if items.iter().all(|item| item.as_str().is_some()) => Ok(items
                .into_iter()
                .filter_map(|item| String::read(item).ok())
                .collect()),
            other => Err(other),
        }
    }

    fn write(self) -> Value {
        Value::Array(self.into_iter().map(Value::String).collect())
    }
}

/// Defines a Graph object: a struct with an optional field per documented property, and
/// `additional` for all other members.
macro_rules! open_type {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty = $wire:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$doc])* pub $field: Option<$type>,)*
            /// All other properties, and all values that do not have their documented type,
            /// verbatim.
            pub additional: $crate::skill::Map,
        }

        impl From<$crate::skill::Map> for $name {
            fn from(mut additional: $crate::skill::Map) -> Self {
                $(let $field = $crate::skill::open_type::take(&mut additional, $wire);)*
                Self { $($field,)* additional }
            }
        }

        impl From<$name> for $crate::skill::Map {
            fn from(object: $name) -> Self {
                let (mut members, mut additional) = ($crate::skill::Map::new(), object.additional);
                $($crate::skill::open_type::put(&mut members, &mut additional, $wire, object.$field);)*
                members.append(additional);
                members
            }
        }

        impl $crate::skill::Property for $name {
            fn read(value: $crate::skill::Value) -> Result<Self, $crate::skill::Value> {
                match value {
                    $crate::skill::Value::Object(members) => Ok(members.into()),
                    other => Err(other),
                }
            }

            fn write(self) -> $crate::skill::Value {
                $crate::skill::Value::Object(self.into())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::skill::Property::write(self.clone()).serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(<$crate::skill::Map as serde::Deserialize>::deserialize(deserializer)?.into())
            }
        }
    };
}
pub(crate) use open_type;

/// Removes a documented property from `members` and returns its value.
///
/// `null` counts as absent. A value of another type stays in `members`.
pub(crate) fn take<T: Property>(members: &mut Map, name: &str) -> Option<T> {
    match members.remove(name)? {
        Value::Null => None,
        value => T::read(value)
            .map_err(|value| members.insert(name.to_owned(), value))
            .ok(),
    }
}

/// Writes a documented property, which takes precedence over an additional one of this name. An
/// absent value is omitted, not written as `null`.
pub(crate) fn put<T: Property>(
    members: &mut Map,
    additional: &mut Map,
    name: &str,
    value: Option<T>,
) {
    if let Some(value) = value {
        additional.remove(name);
        members.push(name.to_owned(), value.write());
    }
}

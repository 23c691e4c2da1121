//! A small map that keeps the order of its keys.

use std::borrow::Borrow;

/// A list of pairs with distinct keys, in the order of insertion.
///
/// A catalog has about 160 pairs, and comparing their keys one by one takes a microsecond. The
/// standard library's maps would add 7 kB (brotli) to the module.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OrderedMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> OrderedMap<K, V> {
    /// Creates an empty map.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Creates a map of pairs whose keys are known to be distinct.
    pub fn from_distinct(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// Returns the number of keys.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether the map has no keys.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: PartialEq, V> OrderedMap<K, V> {
    /// Returns the value of a key.
    pub fn get<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let pair = self.0.iter().find(|(known, _)| known.borrow() == key);
        pair.map(|(_, value)| value)
    }

    /// Sets the value of a key. A new key comes last.
    pub fn insert(&mut self, key: K, value: V) {
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, held)) => *held = value,
            None => self.0.push((key, value)),
        }
    }

    /// Removes a key.
    pub fn remove(&mut self, key: &K) {
        self.0.retain(|(known, _)| known != key);
    }
}

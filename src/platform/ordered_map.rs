//! A small map that keeps the order of its keys.

use std::borrow::Borrow;
use std::vec;

/// A list of pairs with distinct keys, in the order of insertion. Maps are equal if they have equal
/// pairs in any order.
///
/// It compares keys one by one. For a catalog with about 160 pairs, this takes a microsecond. Objects
/// from the network can have many more, so they are read and written without comparing all keys. The
/// standard library's maps would add 7 kB (Brotli) to the module.
#[derive(Clone, Debug)]
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

    /// Adds a pair whose key is known to be new.
    pub fn push(&mut self, key: K, value: V) {
        self.0.push((key, value));
    }

    /// Adds pairs whose keys are known to be new.
    pub fn append(&mut self, mut pairs: Self) {
        self.0.append(&mut pairs.0);
    }

    /// Returns the pairs.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<K: PartialEq, V> OrderedMap<K, V> {
    /// Returns the position of a key.
    fn position<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.0.iter().position(|(known, _)| known.borrow() == key)
    }

    /// Returns the value of a key.
    pub fn get<Q: PartialEq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.position(key).map(|position| &self.0[position].1)
    }

    /// Returns the value of a key, to be changed.
    pub fn get_mut<Q: PartialEq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.position(key).map(|position| &mut self.0[position].1)
    }

    /// Returns whether the map has a key.
    pub fn contains_key<Q: PartialEq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.position(key).is_some()
    }

    /// Sets the value of a key, and returns the previous one. A new key comes last.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let Some(position) = self.position(&key) else {
            self.0.push((key, value));
            return None;
        };
        Some(std::mem::replace(&mut self.0[position].1, value))
    }

    /// Removes a key, and returns its value.
    pub fn remove<Q: PartialEq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.position(key).map(|position| self.0.remove(position).1)
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for OrderedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        let is_equal = |((key, value), same): (&(K, V), &(K, V))| {
            // The order is usually the same.
            let other = if *key == same.0 {
                Some(&same.1)
            } else {
                other.get(key)
            };
            other == Some(value)
        };
        self.len() == other.len() && self.0.iter().zip(&other.0).all(is_equal)
    }
}

impl<K: Eq, V: Eq> Eq for OrderedMap<K, V> {}

impl<K: PartialEq, V> FromIterator<(K, V)> for OrderedMap<K, V> {
    /// Creates a map. The last value of a key counts.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut map = Self::new();
        map.extend(pairs);
        map
    }
}

impl<K: PartialEq, V> Extend<(K, V)> for OrderedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        for (key, value) in pairs {
            self.insert(key, value);
        }
    }
}

impl<K, V> IntoIterator for OrderedMap<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

//! A cache.
use std::collections::HashMap;

#[derive(Debug, Clone)]
pub struct Cache<'a, T> {
    map: HashMap<&'a str, T>,
}

impl<'a, T: Clone> Cache<'a, T> {
    /// Gets it.
    #[inline]
    pub fn get(&self, key: &'a str) -> Option<T>
    where
        T: Default,
    {
        let q = '{';
        let s = r#"raw " { "#;
        let multi = "a
        b {";
        match self.map.get(key) {
            Some(v) => Some(v.clone()),
            None => unreachable!("no"),
        }
    }

    pub(crate) async unsafe fn put(&mut self, key: &'a str, value: T) {
        /* nested /* comment { */ */
        let lifetime: &'a str = key;
        self.map.insert(lifetime, value);
        let c = b'}';
        let d = '\'';
        println!("{}", c);
        drop(d);
    }
}

fn main() {
    let x = 1;
    let y = 2;
    let z = 3;
    let a = 4;
    let b = 5;
    println!("{}", x + y + z + a + b);
}

/// Counts what is old.
pub fn expire(cache: &mut Cache<'static, u64>, now: u64) -> usize {
    let mut expired = Vec::new();
    for (key, value) in cache.map.iter() {
        if now.saturating_sub(*value) > LIMIT {
            expired.push(*key);
        }
    }
    for key in &expired {
        cache.map.remove(key);
        println!("expired {} at {}", key, now);
    }
    expired.len()
}

const LIMIT: u64 = 3_600;
const NAMES: [&str; 3] = [
    "first",
    "second",
    "third",
];

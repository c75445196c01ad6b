//! The generator: damages an input of the corpus in a few places.

/// Values at the edges of types, and texts that parsers trip over.
const EDGES: &[&str] = &[
    "0",
    "-1",
    "1e999",
    "NaN",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "9007199254740993",
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\\u0000",
    "\\ud800",
    "\u{202e}",
    "\u{feff}",
    "\u{0}",
    "{{{{{{{{",
    "[[[[[[[[",
    "<@0>",
    "<t:999999999999999999>",
    "://",
    "%",
    "\r\n\r\n",
];

/// A generator of damaged inputs. The same seed damages in the same way.
pub(crate) struct Mutator(u64);

impl Mutator {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// Returns an input of the corpus with one to four damages.
    pub(crate) fn damage(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = self.choose(corpus).clone();
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len());
            let end = at + self.below(bytes.len() - at).min(32);
            match self.below(8) {
                0 => {
                    let bit = self.below(8);
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte ^= 1 << bit;
                    }
                }
                1 => drop(bytes.drain(at..end)),
                2 => bytes.truncate(at),
                3 => {
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece.repeat(1 + self.below(20)));
                }
                4 => {
                    // A piece of another input.
                    let other = self.choose(corpus).clone();
                    let from = self.below(other.len());
                    let until = from + self.below(other.len() - from).min(200);
                    bytes.splice(at..end, other[from..until].iter().copied());
                }
                5 => {
                    let edge = self.choose(EDGES).as_bytes().to_vec();
                    bytes.splice(at..end, edge);
                }
                _ => self.replace_value(&mut bytes, at),
            }
        }
        bytes
    }

    /// Replaces the JSON value behind the next colon, so that what is around it stays valid.
    fn replace_value(&mut self, bytes: &mut Vec<u8>, from: usize) {
        let Some(colon) = bytes[from..].iter().position(|byte| *byte == b':').map(|at| from + at + 1) else {
            return;
        };
        let rest = bytes[colon..].iter();
        let length = rest.take_while(|byte| !b",}]".contains(byte)).count();
        let edge = self.choose(EDGES).as_bytes().to_vec();
        bytes.splice(colon..colon + length, edge);
    }

    fn choose<'c, T>(&mut self, from: &'c [T]) -> &'c T {
        &from[self.below(from.len())]
    }

    /// A number below `limit`, or 0 if that is 0 (xorshift64*).
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let random = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(random).unwrap() % limit.max(1)
    }
}

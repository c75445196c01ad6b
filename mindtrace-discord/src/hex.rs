//! Bytes as hexadecimal digits, as keys and signatures are written.

/// The bytes that digits stand for; `None` when they are none.
pub(crate) fn decode(digits: &str) -> Option<Vec<u8>> {
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let value = |digit: u8| char::from(digit).to_digit(16);
    let pair = |pair: &[u8]| u8::try_from(value(*pair.first()?)? << 4 | value(*pair.get(1)?)?).ok();
    digits.as_bytes().chunks(2).map(pair).collect()
}

/// The digits of bytes, in lower case.
#[cfg(feature = "sandbox")]
pub(crate) fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |digits, byte| digits + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn digits_are_bytes() {
        assert_eq!(decode("00fFa1"), Some(vec![0, 255, 161]));
        assert_eq!(decode(""), Some(Vec::new()));
        for wrong in ["0", "zz", "é0", "+1"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}

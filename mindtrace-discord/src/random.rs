//! Random values from the operating system.

/// Returns a random number from 0 to 1, both included; 1 if the system has no randomness.
pub(crate) fn fraction() -> f64 {
    let mut bytes = [0; 4];
    match getrandom::fill(&mut bytes) {
        Ok(()) => f64::from(u32::from_ne_bytes(bytes)) / f64::from(u32::MAX),
        Err(_) => 1.0,
    }
}

/// Returns a name that has never been used: 22 letters and digits.
pub(crate) fn name() -> String {
    const DIGITS: [u8; 62] = *b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        // Unique in this process, as a counter is; no caller needs more for its own values to differ.
        static COUNTER: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
        let count = COUNTER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let time = std::time::UNIX_EPOCH.elapsed().map(|time| time.as_nanos()).unwrap_or_default();
        bytes = (time << 64 | u128::from(count)).to_ne_bytes();
    }
    let mut number = u128::from_ne_bytes(bytes);
    let mut name = String::with_capacity(22);
    for _ in 0..22 {
        name.push(char::from(DIGITS[usize::try_from(number % 62).unwrap_or_default()]));
        number /= 62;
    }
    name
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{fraction, name};

    #[test]
    fn names_differ_and_fit_a_nonce() {
        let names: HashSet<String> = (0..1000).map(|_| name()).collect();
        assert_eq!(names.len(), 1000);
        assert!(
            names
                .iter()
                .all(|name| name.len() == 22 && name.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        );
        assert!((0.0..=1.0).contains(&fraction()));
    }
}

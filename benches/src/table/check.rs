//! Compares instruction counts with those in the documents.

use anyhow::{Context, bail};

use super::Instructions;

/// The growth that is allowed, in percent.
const ALLOWED: u64 = 5;

/// The beginning of the line with the counts that the documents promise.
const MARKER: &str = "<!-- instructions of ours:";

/// Writes the line that [`check`] reads.
pub(super) fn marker(counted: &Instructions) -> String {
    let Instructions { prefix, slash, noise, .. } = counted;
    format!("{MARKER} prefix={prefix} slash={slash} noise={noise} -->")
}

/// Compares counts with the line in this document.
///
/// # Errors
///
/// Fails if a count is more than five percent above the promised one, and names each that is.
pub fn check(counted: &Instructions, document: &str) -> anyhow::Result<()> {
    let line = document.lines().find_map(|line| line.strip_prefix(MARKER));
    let line = line.with_context(|| format!("the document has no line `{MARKER} …`"))?;
    let promised = |name: &str| -> anyhow::Result<u64> {
        let mut pairs = line.split_whitespace().filter_map(|pair| pair.split_once('='));
        let pair =
            pairs.find(|(key, _)| *key == name).with_context(|| format!("`{MARKER}` has no {name}"))?;
        Ok(pair.1.parse()?)
    };
    let mut grown = Vec::new();
    for (name, now) in [("prefix", counted.prefix), ("slash", counted.slash), ("noise", counted.noise)] {
        let before = promised(name)?;
        if now * 100 > before * (100 + ALLOWED) {
            grown.push(format!("{name}: {now} instructions, the document says {before}"));
        }
    }
    if grown.is_empty() {
        return Ok(());
    }
    bail!("more than {ALLOWED} % above the document: {}", grown.join("; "))
}

#[cfg(test)]
mod tests {
    use super::super::{Bot, Instructions};
    use super::{check, marker};

    fn counted(noise: u64) -> Instructions {
        Instructions { bot: Bot::Ours, commands: 10, prefix: 100_000, slash: 110_000, noise, alone: 0 }
    }

    #[test]
    fn growth_of_more_than_five_percent_is_refused() {
        let document = format!("# Benchmarks\n\n{}\n", marker(&counted(1000)));
        assert!(check(&counted(1050), &document).is_ok());
        assert_eq!(
            check(&counted(1051), &document).unwrap_err().to_string(),
            "more than 5 % above the document: noise: 1051 instructions, the document says 1000"
        );
        assert!(check(&counted(1), "# Benchmarks\n").is_err());
    }
}

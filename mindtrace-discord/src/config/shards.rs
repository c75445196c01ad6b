//! `DISCORD_SHARDS`: which of the bot's shards this process runs.

use std::ops::RangeInclusive;

/// The most shards of a bot; its guilds would be 250 million.
const MOST: u32 = 100_000;

/// Which of the bot's shards a process runs.
///
/// ```
/// use mindtrace_discord::config::{Config, ShardSetting};
///
/// # fn main() -> Result<(), mindtrace_discord::config::ConfigError> {
/// let config = Config::from_lookup(|name| (name == "DISCORD_SHARDS").then(|| "0-7/32".to_owned()))?;
/// assert_eq!(config.shards, ShardSetting::Range { first: 0, last: 7, total: 32 });
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShardSetting {
    /// All of them, as many as Discord recommends.
    #[default]
    Auto,
    /// All of them, this many.
    All(u32),
    /// A part of them.
    Range {
        /// The first shard of this process.
        first: u32,
        /// Its last shard.
        last: u32,
        /// The number of shards of all processes.
        total: u32,
    },
    /// Those that this process leases in Redis. The number of shards of all processes; `None` is as many as Discord recommends to the
    /// first process.
    Lease(Option<u32>),
}

impl ShardSetting {
    /// Parses a setting. `host` returns the name of the host, from which `ordinal` takes its number.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the text.
    pub(super) fn parse(text: &str, host: impl FnOnce() -> Option<String>) -> Result<Self, String> {
        let Some((own, total)) = text.split_once('/') else {
            return match text {
                "auto" => Ok(Self::Auto),
                "lease" => Ok(Self::Lease(None)),
                _ if text.contains('-') || text.starts_with("ordinal") => {
                    Err("a part of the shards needs their total after a `/`, as in `0-7/32`".to_owned())
                }
                _ => count(text).map(Self::All),
            };
        };
        let (own, total) = (own.trim(), count(total.trim())?);
        if own == "lease" {
            return Ok(Self::Lease(Some(total)));
        }
        let (first, last) = match own.strip_prefix("ordinal") {
            Some(each) => by_ordinal(each.trim(), total, host)?,
            None => match own.split_once('-') {
                Some((first, last)) => (id(first.trim())?, id(last.trim())?),
                None => (id(own)?, id(own)?),
            },
        };
        let range = Self::Range { first, last, total };
        range.problem().map_or(Ok(range), Err)
    }

    /// Returns why there cannot be these shards; `None` if there can.
    pub(super) fn problem(self) -> Option<String> {
        let total = match self {
            Self::Auto | Self::Lease(None) => return None,
            Self::All(total) | Self::Range { total, .. } | Self::Lease(Some(total)) => total,
        };
        if !(1..=MOST).contains(&total) {
            return Some(wrong_count());
        }
        match self {
            Self::Range { first, last, .. } if first > last => {
                Some(format!("the range begins after its end; write `{last}-{first}/{total}`"))
            }
            Self::Range { last, .. } if last >= total => {
                Some(format!("shards are counted from 0, so the last of {total} is {}", total - 1))
            }
            _ => None,
        }
    }

    /// Returns the number of shards of all processes, if Discord recommends `recommended`.
    pub(crate) fn total(self, recommended: u32) -> u32 {
        match self {
            Self::Auto | Self::Lease(None) => recommended.max(1),
            Self::All(total) | Self::Range { total, .. } | Self::Lease(Some(total)) => total,
        }
    }

    /// Returns the shards of this process, of `total`. With leases, the ones that it may get.
    pub(crate) fn own(self, total: u32) -> RangeInclusive<u32> {
        match self {
            Self::Range { first, last, .. } => first..=last,
            Self::Auto | Self::All(_) | Self::Lease(_) => 0..=total.saturating_sub(1),
        }
    }
}

/// Returns the range of the process whose host name ends with its number, such as `bot-3`. `each` is empty or `*8`.
fn by_ordinal(each: &str, total: u32, host: impl FnOnce() -> Option<String>) -> Result<(u32, u32), String> {
    let each = match each.strip_prefix('*') {
        Some(each) => count(each.trim())?,
        None if each.is_empty() => 1,
        None => return Err("`ordinal` needs the shards of each process, as in `ordinal*8/32`".to_owned()),
    };
    let host = host().ok_or("the host name is not known; set HOSTNAME, or write a range such as `0-7/32`")?;
    let host = host.trim().split('.').next().unwrap_or_default();
    let digits = host.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let ordinal: u32 = digits.parse().map_err(|_| {
        format!("the host name {host} does not end with a number, as the pods of a StatefulSet do")
    })?;
    let first = ordinal.checked_mul(each).filter(|first| *first < total).ok_or_else(|| {
        format!("the host name {host} has no shards left: {each} for each process, and {total} in all")
    })?;
    Ok((first, first.saturating_add(each - 1).min(total - 1)))
}

/// Parses a number of shards.
fn count(text: &str) -> Result<u32, String> {
    let number = text.parse::<u32>().ok().filter(|number| (1..=MOST).contains(number));
    number.ok_or_else(wrong_count)
}

fn wrong_count() -> String {
    format!("a number of shards is from 1 to {MOST}")
}

/// Parses the id of a shard.
fn id(text: &str) -> Result<u32, String> {
    let number = text.parse::<u32>().ok().filter(|number| *number < MOST);
    number.ok_or_else(|| "a range has the ids of two shards, as in `0-7/32`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::ShardSetting;

    fn parse(text: &str) -> Result<ShardSetting, String> {
        ShardSetting::parse(text, || Some("bot-3.discord.svc".to_owned()))
    }

    #[test]
    fn each_spelling_is_read() {
        let range = |first, last, total| ShardSetting::Range { first, last, total };
        for (text, expected) in [
            ("auto", ShardSetting::Auto),
            ("4", ShardSetting::All(4)),
            ("0-7/32", range(0, 7, 32)),
            ("8 - 15 / 32", range(8, 15, 32)),
            ("3/32", range(3, 3, 32)),
            ("0/1", range(0, 0, 1)),
            ("ordinal/32", range(3, 3, 32)),
            ("ordinal*8/32", range(24, 31, 32)),
            ("ordinal * 10 / 32", range(30, 31, 32)),
            ("lease", ShardSetting::Lease(None)),
            ("lease/32", ShardSetting::Lease(Some(32))),
        ] {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn an_error_says_what_to_write() {
        for (text, says) in [
            ("all", "from 1 to 100000"),
            ("0", "from 1 to 100000"),
            ("100001", "from 1 to 100000"),
            ("0-7", "needs their total after a `/`"),
            ("ordinal*8", "needs their total after a `/`"),
            ("7-0/32", "write `0-7/32`"),
            ("0-32/32", "the last of 32 is 31"),
            ("32/32", "the last of 32 is 31"),
            ("a-b/32", "the ids of two shards"),
            ("-1/32", "the ids of two shards"),
            ("0-7/0", "from 1 to 100000"),
            ("ordinal+8/32", "as in `ordinal*8/32`"),
            ("ordinal*0/32", "from 1 to 100000"),
            ("ordinal*11/32", "bot-3"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(says), "{text}: {error}");
        }
        for host in [None, Some("localhost".to_owned()), Some("99999999999-".to_owned())] {
            assert!(ShardSetting::parse("ordinal/4", || host.clone()).is_err(), "{host:?}");
        }
    }

    #[test]
    fn own_shards_are_a_part_of_all() {
        let own = |text: &str, recommended| {
            let setting = parse(text).unwrap();
            let total = setting.total(recommended);
            (setting.own(total).collect::<Vec<_>>(), total)
        };
        assert_eq!(own("auto", 0), (vec![0], 1));
        assert_eq!(own("auto", 3), (vec![0, 1, 2], 3));
        assert_eq!(own("2", 3), (vec![0, 1], 2));
        assert_eq!(own("30-31/32", 3), (vec![30, 31], 32));
        assert_eq!(own("lease", 3).1, 3);
        assert_eq!(own("lease/2", 3).1, 2);
    }
}

//! Checks cron expressions and time zones.

use cronexpr::MakeTimestamp;
use jiff::Timestamp;
use syn::LitStr;

use crate::diag::{Diagnostics, nearest};

/// Aliases that other programs accept, and their expressions.
const ALIASES: [(&str, &str); 7] = [
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
    ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * Sun"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
];

/// Returns whether a string is a cron expression of five fields that has a next run.
pub fn is_expression(line: &LitStr, diag: &mut Diagnostics) -> bool {
    let text = line.value();
    let fields: Vec<&str> = text.split_whitespace().collect();
    let shape = "the fields are minute, hour, day of the month, month and day of the week: `0 9 * * Mon-Fri`";
    if let Some((_, meant)) = ALIASES.iter().find(|(alias, _)| *alias == text.trim()) {
        diag.error_help(
            line,
            format_args!("unknown cron alias `{text}`"),
            format_args!("write `\"{meant}\"`"),
        );
        return false;
    }
    if let [.., last] = fields.as_slice()
        && fields.len() == 6
    {
        let rest = fields[..5].join(" ");
        let help = if last.contains('/') && !last.starts_with('*') || *last == "UTC" {
            format!("write `\"{rest}\", timezone = \"{last}\"`")
        } else {
            let minutes = fields[1..].join(" ");
            format!(
                "seconds are not supported: write `\"{minutes}\"`, or `#[every(\"30s\")]` for less than a minute"
            )
        };
        diag.error_help(line, "a cron expression has five fields, this one has six", help);
        return false;
    }
    if fields.len() != 5 {
        let message = format!("a cron expression has five fields, this one has {}", fields.len());
        diag.error_help(line, message, shape);
        return false;
    }
    match cronexpr::parse_crontab(&format!("{text} UTC")) {
        Err(error) => {
            // The last line is the reason; the others repeat the expression, with the zone that was added.
            let error = error.to_string();
            let reason = reason(&error);
            diag.error_help(line, format_args!("invalid cron expression: {reason}"), shape);
            false
        }
        // Leap days come every eight years at the latest.
        Ok(times) if times.find_next(MakeTimestamp(Timestamp::UNIX_EPOCH)).is_err() => {
            diag.error_help(line, "this schedule never runs", "no month has that day; write another");
            false
        }
        Ok(_) => true,
    }
}

/// Checks that a time zone exists.
pub fn check_timezone(name: &LitStr, diag: &mut Diagnostics) {
    let text = name.value();
    if jiff::tz::db().get(&text).is_ok() {
        return;
    }
    let message = format!("unknown time zone `{text}`");
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let city = text.replace(' ', "_");
    let ends =
        |known: &&String| known.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&city));
    let found = nearest(&text, known.iter().map(String::as_str));
    match found.or_else(|| known.iter().find(ends).map(String::as_str)) {
        Some(found) => diag.error_help(name, message, format_args!("did you mean `{found}`?")),
        None => diag.error_help(name, message, "write an IANA name, such as `Europe/London`"),
    }
}

fn reason(error: &str) -> String {
    error
        .lines()
        .map(str::trim)
        .rfind(|line| !line.is_empty())
        .unwrap_or(error)
        .trim_start_matches(['^', ' '])
        .to_owned()
}

//! Faults as texts, as a terminal or a request names them.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Fault, FaultError, Injection};

/// The largest frame that a fault sends, in megabytes.
const LARGEST: usize = 256;

impl FromStr for Injection {
    type Err = FaultError;

    /// Parses a fault's name, then optionally `on METHOD PATH`, `times N` and `after DURATION`, such as `500ms`, `2s` or `1h`.
    fn from_str(text: &str) -> Result<Self, FaultError> {
        let mut words = text.split_whitespace().peekable();
        let name = words.next().unwrap_or_default();
        let mut arguments = Vec::new();
        while let Some(word) = words.next_if(|word| !["on", "times", "after"].contains(word)) {
            arguments.push(word);
        }
        let fault = fault(name, &arguments)?;
        if let Some(problem) = fault.problem() {
            return Err(FaultError(problem));
        }
        let mut injection = Self::from(fault);
        while let Some(word) = words.next() {
            let mut argument = |what: &str| {
                words.next().ok_or_else(|| FaultError(format!("`{word}` needs {what} behind it")))
            };
            match word {
                "on" => {
                    let method = argument("a method and a part of a path")?.to_ascii_uppercase();
                    injection.on = Some((method, argument("a method and a part of a path")?.to_owned()));
                }
                "times" => injection.times = number(argument("a number")?)?,
                "after" => injection.after = duration(argument("a time, such as `2s`")?)?,
                other => return Err(FaultError(format!("`{other}` is not understood"))),
            }
        }
        if injection.on.is_some() && !injection.fault.is_rest() {
            return Err(FaultError(format!("`{name}` does not happen to requests, so leave `on` out")));
        }
        Ok(injection)
    }
}

impl fmt::Display for Injection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.fault)?;
        if let Some((method, path)) = &self.on {
            write!(f, " on {method} {path}")?;
        }
        if self.times > 1 { write!(f, " times {}", self.times) } else { Ok(()) }
    }
}

impl fmt::Display for Fault {
    /// Writes the name and the arguments, as [`Injection`]'s `FromStr` reads them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Close(code) => write!(f, "close {code}"),
            Self::Drop => f.write_str("drop"),
            Self::Freeze => f.write_str("freeze"),
            Self::Reconnect => f.write_str("reconnect"),
            Self::InvalidSession { resumable: false } => f.write_str("invalid-session"),
            Self::InvalidSession { resumable: true } => f.write_str("invalid-session resumable"),
            Self::NoAcks => f.write_str("no-acks"),
            Self::NoHello => f.write_str("no-hello"),
            Self::RefuseConnection => f.write_str("refuse-connection"),
            Self::Repeat(name) => write!(f, "repeat {name}"),
            Self::RepeatAsNew(name) => write!(f, "repeat-as-new {name}"),
            Self::UnknownEvent => f.write_str("unknown-event"),
            Self::UnknownOpcode => f.write_str("unknown-opcode"),
            Self::BadJson => f.write_str("bad-json"),
            Self::BadUtf8 => f.write_str("bad-utf8"),
            Self::BadCompression => f.write_str("bad-compression"),
            Self::HugeFrame(megabytes) => write!(f, "huge-frame {megabytes}"),
            Self::Frame(text) => write!(f, "frame {text}"),
            Self::Status(status) => write!(f, "status {status}"),
            Self::StatusAfter(status) => write!(f, "status-after {status}"),
            Self::RateLimit { seconds, scope } => write!(f, "rate-limit {seconds} {scope}"),
            Self::Ban => f.write_str("ban"),
            Self::BadHeaders => f.write_str("bad-headers"),
            Self::Hang => f.write_str("hang"),
            Self::HangInBody => f.write_str("hang-in-body"),
            Self::Truncate => f.write_str("truncate"),
            Self::WrongJson => f.write_str("wrong-json"),
            Self::Body(text) => write!(f, "body {text}"),
            Self::Reset => f.write_str("reset"),
            Self::ResetAfter => f.write_str("reset-after"),
            Self::ClockJump(by) => write!(f, "clock-jump {}ms", by.as_millis()),
            Self::ClockBack(by) => write!(f, "clock-back {}ms", by.as_millis()),
        }
    }
}

fn fault(name: &str, arguments: &[&str]) -> Result<Fault, FaultError> {
    let text = |what: &str| {
        arguments.first().copied().ok_or_else(|| FaultError(format!("`{name}` needs {what} behind it")))
    };
    Ok(match name {
        "close" => Fault::Close(number(text("a close code")?)?),
        "drop" => Fault::Drop,
        "freeze" => Fault::Freeze,
        "reconnect" => Fault::Reconnect,
        "invalid-session" => Fault::InvalidSession { resumable: arguments.first() == Some(&"resumable") },
        "no-acks" => Fault::NoAcks,
        "no-hello" => Fault::NoHello,
        "refuse-connection" => Fault::RefuseConnection,
        "repeat" => Fault::Repeat(text("the name of a dispatch")?.to_owned()),
        "repeat-as-new" => Fault::RepeatAsNew(text("the name of a dispatch")?.to_owned()),
        "unknown-event" => Fault::UnknownEvent,
        "unknown-opcode" => Fault::UnknownOpcode,
        "bad-json" => Fault::BadJson,
        "bad-utf8" => Fault::BadUtf8,
        "bad-compression" => Fault::BadCompression,
        "huge-frame" => Fault::HugeFrame(megabytes(text("a number of megabytes")?)?),
        "frame" => Fault::Frame(text("a text")?.to_owned()),
        "body" => Fault::Body(text("a text")?.to_owned()),
        "status" => Fault::Status(number(text("a status")?)?),
        "status-after" => Fault::StatusAfter(number(text("a status")?)?),
        "rate-limit" => Fault::RateLimit {
            seconds: number(text("a number of seconds")?)?,
            scope: arguments.get(1).copied().unwrap_or("user").to_owned(),
        },
        "ban" => Fault::Ban,
        "bad-headers" => Fault::BadHeaders,
        "hang" => Fault::Hang,
        "hang-in-body" => Fault::HangInBody,
        "truncate" => Fault::Truncate,
        "wrong-json" => Fault::WrongJson,
        "reset" => Fault::Reset,
        "reset-after" => Fault::ResetAfter,
        "clock-jump" => Fault::ClockJump(duration(text("a time")?)?),
        "clock-back" => Fault::ClockBack(duration(text("a time")?)?),
        other => {
            let names = Fault::NAMES.join(", ");
            return Err(FaultError(format!("there is no fault `{other}`; the names are {names}")));
        }
    })
}

fn number<T: FromStr>(text: &str) -> Result<T, FaultError> {
    text.parse().map_err(|_| FaultError(format!("`{text}` is not a number that fits")))
}

fn megabytes(text: &str) -> Result<usize, FaultError> {
    let number = number(text)?;
    if number > LARGEST {
        return Err(FaultError(format!("a frame has at most {LARGEST} megabytes")));
    }
    Ok(number)
}

fn duration(text: &str) -> Result<Duration, FaultError> {
    let wrong = || FaultError(format!("`{text}` is not a time; write `500ms`, `2s`, `5m` or `1h`"));
    let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?);
    let amount: u64 = digits.parse().map_err(|_| wrong())?;
    match unit {
        "ms" => Ok(Duration::from_millis(amount)),
        "s" => Ok(Duration::from_secs(amount)),
        "m" => Ok(Duration::from_secs(amount.saturating_mul(60))),
        "h" => Ok(Duration::from_secs(amount.saturating_mul(3600))),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Fault, Injection};

    #[test]
    fn a_line_names_a_fault_its_requests_count_and_delay() {
        let parse = |text: &str| text.parse::<Injection>();
        assert_eq!(parse("close 4009").unwrap(), Fault::Close(4009).into());
        let expected = Fault::Status(503).on("post", "/messages").times(2).after(Duration::from_millis(500));
        assert_eq!(parse("status 503 after 500ms on POST /messages times 2").unwrap(), expected);
        for line in ["status 503 on POST /messages times 2", "invalid-session resumable", "clock-jump 500ms"]
        {
            assert_eq!(
                parse(line).unwrap().to_string(),
                line,
                "the transcript has the words that were typed"
            );
        }
        let limit = Fault::RateLimit { seconds: 1.5, scope: "global".to_owned() };
        assert_eq!(parse("rate-limit 1.5 global").unwrap(), limit.into());
        for (line, part) in [
            ("", "there is no fault ``"),
            ("close", "needs a close code"),
            ("close 70000", "not a number that fits"),
            ("huge-frame 257", "at most 256 megabytes"),
            ("drop after 2", "not a time"),
            ("drop times", "needs a number"),
            ("drop on GET /x", "leave `on` out"),
            ("drop times 2 now", "`now` is not understood"),
        ] {
            let error = parse(line).unwrap_err().to_string();
            assert!(error.contains(part), "{line}: {error}");
        }
    }

    #[test]
    fn a_status_and_a_wait_are_those_of_a_response() {
        for line in ["status 200", "status-after 599", "rate-limit 0", "rate-limit 0.5 shared"] {
            assert!(line.parse::<Injection>().is_ok(), "{line}");
        }
        for name in ["status", "status-after"] {
            for status in ["0", "99", "100", "199", "600", "1000", "65535"] {
                let error = format!("{name} {status}").parse::<Injection>().unwrap_err().to_string();
                assert!(error.contains("from 200 to 599"), "{name} {status}: {error}");
            }
        }
        for seconds in ["NaN", "inf", "-inf", "1e999", "-1", "-0.5"] {
            let error = format!("rate-limit {seconds}").parse::<Injection>().unwrap_err().to_string();
            assert!(error.contains("a number from 0"), "{seconds}: {error}");
        }
    }

    #[test]
    fn each_name_is_read_and_written_again() {
        for name in Fault::NAMES {
            let arguments = ["", " 1", " 1s", " 503"];
            let read = |argument| format!("{name}{argument}").parse::<Injection>().ok();
            let written = arguments.into_iter().find_map(read).map(|injection| injection.to_string());
            assert!(written.is_some_and(|text| text.split(' ').next() == Some(*name)), "{name}");
        }
    }
}

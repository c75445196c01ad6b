//! Measures bots as child processes and writes the tables of `docs/BENCHMARKS.md`.

mod allocations;
mod check;
mod instructions;
mod measure;
mod process;
mod report;

pub use self::allocations::{Allocations, allocations};
pub use self::check::check;
pub use self::instructions::{Instructions, instructions};
pub use self::measure::{Burst, Sample, burst, round, soak};
pub use self::process::{BotProcess, Executables, ServerProcess};
pub use self::report::{allocations_table, burst_table, instructions_table, soak_table, tables};

/// A bot that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Bot {
    /// This framework.
    Ours,
    /// poise, a framework on serenity.
    Poise,
    /// serenity without a framework.
    Serenity,
    /// twilight, written by hand.
    Twilight,
    /// A socket that parses nothing: the floor.
    Socket,
}

impl Bot {
    /// All bots.
    pub const ALL: [Self; 5] = [Self::Ours, Self::Poise, Self::Serenity, Self::Twilight, Self::Socket];

    /// The name of its executable.
    pub const fn executable(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Poise => "poise",
            Self::Serenity => "serenity",
            Self::Twilight => "twilight",
            Self::Socket => "socket",
        }
    }

    /// The feature of this package that it needs.
    pub(crate) const fn feature(self) -> Option<&'static str> {
        match self {
            Self::Socket => None,
            other => Some(other.executable()),
        }
    }

    /// Its name in the tables.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Poise => "poise 0.7.1",
            Self::Serenity => "serenity 0.12.5",
            Self::Twilight => "twilight 0.18 by hand",
            Self::Socket => "a socket that parses nothing",
        }
    }
}

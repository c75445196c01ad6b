//! The built-in commands.

pub mod help;
mod log_level;
mod toggle;

pub(crate) use self::log_level::LogLevel;
pub(crate) use self::toggle::Toggle;

//! Types that are parsed with [`FromStr`](std::str::FromStr): `#[arg(parse)]`.

use std::any::Any;
use std::str::FromStr;

use futures::future::BoxFuture;

use super::{Argument, ArgumentKind, ConvertError, Lookup, Parameter, Supplied, Value};

/// A value parsed with [`FromStr`]. It wraps a `T` that does not implement [`Argument`].
///
/// `#[arg(parse)]` uses it, and unwraps the value:
///
/// ```no_run
/// use std::net::IpAddr;
///
/// use mindtrace_discord::prelude::*;
///
/// /// Look up an address.
/// #[command]
/// async fn whois(#[arg(parse, expected = "an IP address")] address: IpAddr) -> String {
///     format!("{address} is a {} address.", if address.is_ipv4() { "short" } else { "long" })
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parsed<T>(pub T);

impl<T: FromStr + Send + 'static> Argument for Parsed<T> {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "something this command understands";

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        // The type's error text is not made for callers, who see `EXPECTED` instead.
        value.to_string().trim().parse().map(Self).map_err(|_| ConvertError::Invalid)
    }
}

type Converted<'a> = BoxFuture<'a, Result<Box<dyn Any + Send>, ConvertError>>;

/// Converts like [`convert`](super::convert), to a `T`.
pub(crate) fn convert_parsed<'a, T>(supplied: Supplied, lookup: &'a Lookup<'a>) -> Converted<'a>
where
    T: FromStr + Send + 'static,
{
    Box::pin(async move {
        let Parsed(value) = <Parsed<T> as Parameter>::convert(supplied, lookup).await?;
        Ok(Box::new(value) as Box<dyn Any + Send>)
    })
}

/// Converts like [`convert`](super::convert), to an `Option<T>`.
pub(crate) fn convert_parsed_optional<'a, T>(supplied: Supplied, lookup: &'a Lookup<'a>) -> Converted<'a>
where
    T: FromStr + Send + 'static,
{
    Box::pin(async move {
        let value = <Option<Parsed<T>> as Parameter>::convert(supplied, lookup).await?;
        Ok(Box::new(value.map(|Parsed(value)| value)) as Box<dyn Any + Send>)
    })
}

/// Converts like [`convert`](super::convert), to a `Vec<T>`.
pub(crate) fn convert_parsed_list<'a, T>(supplied: Supplied, lookup: &'a Lookup<'a>) -> Converted<'a>
where
    T: FromStr + Send + 'static,
{
    Box::pin(async move {
        let values = <Vec<Parsed<T>> as Parameter>::convert(supplied, lookup).await?;
        let values: Vec<T> = values.into_iter().map(|Parsed(value)| value).collect();
        Ok(Box::new(values) as Box<dyn Any + Send>)
    })
}

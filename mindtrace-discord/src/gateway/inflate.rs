//! Transport compression: every message of a connection is one more piece of one compressed stream.
//!
//! Source: [Discord: transport compression](https://discord.com/developers/docs/events/gateway#transport-compression).

use std::fmt;

use flate2::{Decompress, FlushDecompress, Status};
use zstd_safe::{DCtx, InBuffer, OutBuffer};

use crate::config::Compression;

/// The end of a complete piece of `zlib-stream`.
const ZLIB_SUFFIX: [u8; 4] = [0, 0, 0xff, 0xff];

/// The room that is added to a full buffer, at least.
const ROOM: usize = 16 * 1024;

/// Decompresses the messages of one connection.
pub(super) enum Inflater {
    Zstd(DCtx<'static>),
    Zlib {
        stream: Decompress,
        /// The messages of a piece that is not complete.
        pending: Vec<u8>,
    },
    Off,
}

/// Why a message cannot be decompressed. The connection is of no use after it.
#[derive(Debug)]
pub(super) enum InflateError {
    /// The data is damaged, or is not compressed.
    Damaged,
    /// The text is larger than the limit.
    TooLarge,
}

impl Inflater {
    pub(super) fn new(compression: Compression) -> Self {
        match compression {
            Compression::Zstd => DCtx::try_create().map_or(Self::Off, Self::Zstd),
            Compression::Zlib => Self::Zlib { stream: Decompress::new(true), pending: Vec::new() },
            Compression::Off => Self::Off,
        }
    }

    /// The parameter of the gateway's URL.
    pub(super) fn parameter(&self) -> &'static str {
        match self {
            Self::Zstd(_) => "&compress=zstd-stream",
            Self::Zlib { .. } => "&compress=zlib-stream",
            Self::Off => "",
        }
    }

    /// Decompresses one message to the end of `text`, which becomes at most `largest` bytes long. Returns whether the piece is complete.
    pub(super) fn inflate(
        &mut self,
        message: &[u8],
        text: &mut Vec<u8>,
        largest: usize,
    ) -> Result<bool, InflateError> {
        match self {
            Self::Zstd(context) => zstd(context, message, text, largest).map(|()| true),
            Self::Zlib { stream, pending } => {
                if pending.is_empty() && message.ends_with(&ZLIB_SUFFIX) {
                    return zlib(stream, message, text, largest).map(|()| true);
                }
                if pending.len() + message.len() > largest {
                    return Err(InflateError::TooLarge);
                }
                pending.extend_from_slice(message);
                if !pending.ends_with(&ZLIB_SUFFIX) {
                    return Ok(false);
                }
                let whole = std::mem::take(pending);
                zlib(stream, &whole, text, largest).map(|()| true)
            }
            Self::Off => Err(InflateError::Damaged),
        }
    }
}

fn zstd(
    context: &mut DCtx<'_>,
    message: &[u8],
    text: &mut Vec<u8>,
    largest: usize,
) -> Result<(), InflateError> {
    let mut input = InBuffer::around(message);
    loop {
        make_room(text, largest)?;
        let written = text.len();
        let mut output = OutBuffer::around_pos(text, written);
        context.decompress_stream(&mut output, &mut input).map_err(|_| InflateError::Damaged)?;
        let is_full = output.pos() == output.capacity();
        // A full buffer may leave more behind in the context.
        if input.pos == message.len() && !is_full {
            return Ok(());
        }
    }
}

fn zlib(
    stream: &mut Decompress,
    message: &[u8],
    text: &mut Vec<u8>,
    largest: usize,
) -> Result<(), InflateError> {
    let before = stream.total_in();
    loop {
        make_room(text, largest)?;
        let (read, written) = (stream.total_in(), text.len());
        let start = usize::try_from(read - before).map_err(|_| InflateError::TooLarge)?;
        let rest = message.get(start..).unwrap_or_default();
        // The stream ends only with the connection.
        let status = stream.decompress_vec(rest, text, FlushDecompress::Sync);
        if !status.is_ok_and(|status| status != Status::StreamEnd) {
            return Err(InflateError::Damaged);
        }
        let is_at_end = stream.total_in() - before == message.len() as u64;
        let is_stuck = stream.total_in() == read && text.len() == written;
        match (is_at_end, is_stuck) {
            (false, true) => return Err(InflateError::Damaged),
            (true, true) => return Ok(()),
            // A full buffer may leave more behind in the stream.
            (true, false) if text.len() < text.capacity() => return Ok(()),
            _ => {}
        }
    }
}

/// Adds room to a full buffer.
fn make_room(text: &mut Vec<u8>, largest: usize) -> Result<(), InflateError> {
    if text.len() >= largest {
        return Err(InflateError::TooLarge);
    }
    if text.len() == text.capacity() {
        text.reserve(ROOM.max(text.len()).min(largest - text.len()));
    }
    Ok(())
}

impl fmt::Display for InflateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "it is damaged",
            Self::TooLarge => "it is too large",
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::ZlibEncoder;
    use zstd_safe::zstd_sys::ZSTD_EndDirective;

    use super::{InflateError, Inflater};
    use crate::config::Compression;

    const LARGEST: usize = 1 << 20;

    /// Messages of one stream, as Discord sends them.
    fn zlib(texts: &[&str]) -> Vec<Vec<u8>> {
        let mut encoder = ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        let mut message = |text: &&str| {
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.flush().unwrap();
            std::mem::take(encoder.get_mut())
        };
        texts.iter().map(&mut message).collect()
    }

    fn zstd(texts: &[&str]) -> Vec<Vec<u8>> {
        let mut context = zstd_safe::CCtx::create();
        let mut message = |text: &&str| {
            let mut piece = Vec::with_capacity(zstd_safe::compress_bound(text.len()) + 64);
            let mut output = zstd_safe::OutBuffer::around(&mut piece);
            let mut input = zstd_safe::InBuffer::around(text.as_bytes());
            let flush = ZSTD_EndDirective::ZSTD_e_flush;
            while context.compress_stream2(&mut output, &mut input, flush).unwrap() > 0 {}
            piece
        };
        texts.iter().map(&mut message).collect()
    }

    #[test]
    fn the_messages_of_a_stream_depend_on_each_other() {
        let long = "a long text, ".repeat(10_000);
        let texts = [r#"{"op":10}"#, &long, r#"{"op":10}"#];
        for (compression, messages) in [(Compression::Zlib, zlib(&texts)), (Compression::Zstd, zstd(&texts))]
        {
            let mut inflater = Inflater::new(compression);
            let mut text = Vec::new();
            for (message, expected) in messages.iter().zip(texts) {
                text.clear();
                assert!(inflater.inflate(message, &mut text, LARGEST).unwrap());
                assert!(text == expected.as_bytes(), "{compression:?}");
            }
            // Decompressed without those before it, the last message is damaged.
            let mut inflater = Inflater::new(compression);
            assert!(matches!(
                inflater.inflate(&messages[2], &mut Vec::new(), LARGEST),
                Err(InflateError::Damaged)
            ));
        }
    }

    #[test]
    fn a_piece_of_zlib_may_arrive_in_several_messages() {
        let message = zlib(&[r#"{"op":11}"#]).remove(0);
        let (first, second) = message.split_at(5);
        let mut inflater = Inflater::new(Compression::Zlib);
        let mut text = Vec::new();
        assert!(!inflater.inflate(first, &mut text, LARGEST).unwrap());
        assert!(inflater.inflate(second, &mut text, LARGEST).unwrap());
        assert_eq!(text, br#"{"op":11}"#);
    }

    #[test]
    fn a_small_message_that_becomes_a_large_text_is_refused() {
        let bomb = "0".repeat(4 * LARGEST);
        for (compression, messages) in
            [(Compression::Zlib, zlib(&[&bomb])), (Compression::Zstd, zstd(&[&bomb]))]
        {
            let mut text = Vec::new();
            let error = Inflater::new(compression).inflate(&messages[0], &mut text, LARGEST).unwrap_err();
            assert!(matches!(error, InflateError::TooLarge), "{compression:?}");
            assert!(text.capacity() <= 2 * LARGEST, "{compression:?}: {}", text.capacity());
        }
    }
}

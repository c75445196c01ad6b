//! Compression of frames: each by itself, or all of a connection as one stream.

use std::io::Write;

use axum::extract::ws::Message;
use flate2::{Compression, write::ZlibEncoder};
use zstd_safe::{CCtx, InBuffer, OutBuffer, zstd_sys::ZSTD_EndDirective};

/// Compresses the frames of one connection as its URL asks for.
pub(crate) enum Transport {
    /// `compress=zstd-stream`
    Zstd(CCtx<'static>),
    /// `compress=zlib-stream`
    Zlib(ZlibEncoder<Vec<u8>>),
    Plain,
}

impl Transport {
    /// Returns `None` for a compression that Discord does not have.
    pub(crate) fn new(compress: Option<&str>) -> Option<Self> {
        match compress {
            None | Some("") => Some(Self::Plain),
            Some("zstd-stream") => Some(Self::Zstd(CCtx::create())),
            Some("zlib-stream") => Some(Self::Zlib(ZlibEncoder::new(Vec::new(), Compression::fast()))),
            Some(_) => None,
        }
    }

    /// Turns a frame into a message; `alone` compresses it by itself if the connection has no compression.
    pub(crate) fn message(&mut self, frame: String, alone: bool) -> Message {
        match self {
            Self::Zstd(context) => Message::Binary(zstd(context, frame.as_bytes()).into()),
            Self::Zlib(encoder) => {
                // Writing into memory does not fail.
                let _ = encoder.write_all(frame.as_bytes()).and_then(|()| encoder.flush());
                Message::Binary(std::mem::take(encoder.get_mut()).into())
            }
            Self::Plain if alone => Message::Binary(deflate(&frame).into()),
            Self::Plain => Message::Text(frame.into()),
        }
    }
}

fn zstd(context: &mut CCtx<'_>, frame: &[u8]) -> Vec<u8> {
    let mut piece = Vec::with_capacity(zstd_safe::compress_bound(frame.len()) + 64);
    let mut input = InBuffer::around(frame);
    loop {
        let written = piece.len();
        let mut output = OutBuffer::around_pos(&mut piece, written);
        let left = context.compress_stream2(&mut output, &mut input, ZSTD_EndDirective::ZSTD_e_flush);
        // Compressing into memory does not fail.
        if !left.is_ok_and(|left| left > 0) {
            return piece;
        }
        piece.reserve(frame.len().max(64));
    }
}

/// Compresses one frame with zlib.
fn deflate(text: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    // Writing into memory does not fail.
    let _ = encoder.write_all(text.as_bytes());
    encoder.finish().unwrap_or_default()
}

//! Transport compression of the gateway.

use anyhow::{Context, anyhow};
use flate2::{Compress, FlushCompress};
use tokio_tungstenite::tungstenite::Message;
use zstd_safe::zstd_sys::ZSTD_EndDirective;
use zstd_safe::{CCtx, InBuffer, OutBuffer};

/// The compression that a client asked for with `compress=`.
pub(super) enum Compression {
    None,
    Zlib(Box<Compress>),
    Zstd(CCtx<'static>),
}

impl Compression {
    /// Reads the query of the gateway's address.
    pub(super) fn of_query(query: &str) -> Self {
        match query.split('&').find_map(|pair| pair.strip_prefix("compress=")) {
            Some("zlib-stream") => Self::Zlib(Box::new(Compress::new(flate2::Compression::fast(), true))),
            Some("zstd-stream") => Self::Zstd(CCtx::create()),
            _ => Self::None,
        }
    }

    /// Turns a payload into a frame.
    pub(super) fn frame(&mut self, text: String) -> anyhow::Result<Message> {
        match self {
            Self::None => Ok(Message::text(text)),
            Self::Zlib(stream) => Ok(Message::binary(deflate(stream, text.as_bytes())?)),
            Self::Zstd(context) => Ok(Message::binary(zstd(context, text.as_bytes())?)),
        }
    }
}

fn deflate(stream: &mut Compress, mut input: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut output = Vec::with_capacity(input.len() + 64);
    loop {
        let before = stream.total_in();
        stream.compress_vec(input, &mut output, FlushCompress::Sync).context("zlib")?;
        let taken = usize::try_from(stream.total_in() - before)?;
        input = input.get(taken..).unwrap_or_default();
        // The flush is complete once there is room left.
        if input.is_empty() && output.len() < output.capacity() {
            return Ok(output);
        }
        output.reserve(1024);
    }
}

fn zstd(context: &mut CCtx<'static>, bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut output = vec![0; zstd_safe::compress_bound(bytes.len()) + 64];
    let mut input = InBuffer::around(bytes);
    let mut out = OutBuffer::around(output.as_mut_slice());
    loop {
        let left = context
            .compress_stream2(&mut out, &mut input, ZSTD_EndDirective::ZSTD_e_flush)
            .map_err(|code| anyhow!("zstd: {}", zstd_safe::get_error_name(code)))?;
        if left == 0 {
            break;
        }
    }
    let length = out.pos();
    output.truncate(length);
    Ok(output)
}

#[cfg(test)]
mod tests {
    use flate2::{Decompress, FlushDecompress};

    use super::Compression;

    #[test]
    fn frames_of_one_stream_are_decompressed_one_after_the_other() {
        let mut compression = Compression::of_query("v=10&encoding=json&compress=zlib-stream");
        let mut stream = Decompress::new(true);
        for text in ["{\"op\":10}".repeat(100), "{\"op\":11}".to_owned()] {
            let frame = compression.frame(text.clone()).unwrap().into_data();
            assert_eq!(frame[frame.len() - 4..], [0, 0, 255, 255]);
            let mut output = Vec::with_capacity(4096);
            stream.decompress_vec(&frame, &mut output, FlushDecompress::Sync).unwrap();
            assert_eq!(output, text.as_bytes());
        }
    }

    #[test]
    fn zstd_frames_share_one_stream() {
        let mut compression = Compression::of_query("compress=zstd-stream");
        let mut context = zstd_safe::DCtx::create();
        for text in ["{\"op\":10}".repeat(100), "{\"op\":11}".to_owned()] {
            let frame = compression.frame(text.clone()).unwrap().into_data();
            let mut output = vec![0; 4096];
            let mut out = zstd_safe::OutBuffer::around(output.as_mut_slice());
            let mut input = zstd_safe::InBuffer::around(&frame);
            context.decompress_stream(&mut out, &mut input).unwrap();
            let length = out.pos();
            assert_eq!(&output[..length], text.as_bytes());
        }
    }
}

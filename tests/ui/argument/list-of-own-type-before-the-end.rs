use mindtrace_discord::args::{Argument, ArgumentKind, ConvertError, Lookup, Value};
use mindtrace_discord::prelude::*;

struct Word;

impl Argument for Word {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "a word";

    async fn convert(_: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        Ok(Self)
    }
}

#[command]
async fn hello(words: Vec<Word>, count: u8) {
    let _ = (words, count);
}

fn main() {
    let _ = hello;
}

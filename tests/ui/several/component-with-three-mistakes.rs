use mindtrace_discord::prelude::*;

#[component("vote:{pol}", colldown = 5)]
async fn hello(poll: u64, #[arg(mni = 1)] value: u8) {
    let _ = (poll, value);
}

fn main() {
    let _ = hello;
}

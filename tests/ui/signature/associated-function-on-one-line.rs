use mindtrace_discord::prelude::*;

struct Greeter;

impl Greeter { #[command] async fn hello() -> &'static str { "Hello!" } }

mod events { use super::*; impl<const N: usize> super::Welcome for [u8; N] where Self: Sized, { /** It's { */ #[on_event(MemberJoin)] async fn welcome() {} } }

trait Welcome { #[allow(async_fn_in_trait)] async fn welcome(); }

fn main() {
    let _ = (Greeter::hello, <[u8; 1] as Welcome>::welcome);
}

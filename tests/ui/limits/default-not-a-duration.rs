use mindtrace_discord::prelude::*;

#[command]
async fn wait(#[arg(default = "soon")] delay: std::time::Duration) {
    let _ = delay;
}

fn main() {
    let _ = wait;
}

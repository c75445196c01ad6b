use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct FeedbackAboutEverythingThatHappenedInTheLastYear {
    text: String,
}

fn open(modal: FeedbackAboutEverythingThatHappenedInTheLastYear) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

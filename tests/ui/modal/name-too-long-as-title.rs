use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct FeedbackAboutEverythingThatHappenedInTheLastYear {
    text: String,
}

fn open(form: FeedbackAboutEverythingThatHappenedInTheLastYear) {
    let _ = form;
}

fn main() {
    let _ = open;
}

#[on_event(Message, order = -10)]
pub async fn count(event: &mindtrace_discord::event::Message, counter: &Counter) {
    counter.add(&event.author);
}

#[on_event(Ready)]
async fn ready() {}

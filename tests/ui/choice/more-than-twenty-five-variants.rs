use mindtrace_discord::prelude::*;

#[derive(Choice)]
enum Letter {
    Alpha,
    Bravo,
    Charlie,
    Delta,
    Echo,
    Foxtrot,
    Golf,
    Hotel,
    India,
    Juliett,
    Kilo,
    Lima,
    Mike,
    November,
    Oscar,
    Papa,
    Quebec,
    Romeo,
    Sierra,
    Tango,
    Uniform,
    Victor,
    Whiskey,
    Xray,
    Yankee,
    Zulu,
}

fn main() {
    let _ = Letter::Alpha;
}

//! The behaviour of every implementation, tested against memory and, with `redis-server`, against Redis.

use std::time::Duration;

use super::{MemoryState, SharedState};

const LONG: Duration = Duration::from_mins(1);
const SHORT: Duration = Duration::from_millis(200);

async fn conforms(state: &dyn SharedState) {
    swaps_texts(state).await;
    forgets_texts(state).await;
    counts_holders(state).await;
    passes_texts_on(state).await;
}

async fn swaps_texts(state: &dyn SharedState) {
    assert_eq!(state.get("a").await, Ok(None));
    assert_eq!(state.swap("a", Some("1"), Some("2"), None).await, Ok(false));
    assert_eq!(state.swap("a", None, Some("1"), None).await, Ok(true));
    assert_eq!(state.swap("a", None, Some("2"), None).await, Ok(false));
    assert_eq!(state.swap("a", Some("1"), Some("Ä \" \u{0}"), Some(LONG)).await, Ok(true));
    assert_eq!(state.get("a").await, Ok(Some("Ä \" \u{0}".to_owned())));
    assert_eq!(state.swap("a", Some("1"), None, None).await, Ok(false));
    assert_eq!(state.swap("a", Some("Ä \" \u{0}"), None, None).await, Ok(true));
    assert_eq!(state.get("a").await, Ok(None));
    assert_eq!(state.swap("a", None, None, None).await, Ok(true));
    // An empty text is a text.
    assert_eq!(state.swap("a", None, Some(""), None).await, Ok(true));
    assert_eq!(state.swap("a", None, Some("1"), None).await, Ok(false));
    assert_eq!(state.swap("a", Some(""), Some("1"), None).await, Ok(true));
}

async fn forgets_texts(state: &dyn SharedState) {
    assert_eq!(state.swap("claim", None, Some("me"), Some(SHORT)).await, Ok(true));
    while state.get("claim").await != Ok(None) {
        tokio::task::yield_now().await;
    }
    assert_eq!(state.swap("claim", Some("me"), Some("me"), Some(LONG)).await, Ok(false), "it was lost");
    assert_eq!(state.swap("claim", None, Some("other"), Some(SHORT)).await, Ok(true));
    assert_eq!(state.swap("claim", Some("other"), Some("other"), Some(LONG)).await, Ok(true), "renewed");
    // A later text that lasts as long as the claim would have without it.
    assert_eq!(state.swap("later", None, Some(""), Some(SHORT)).await, Ok(true));
    while state.get("later").await != Ok(None) {
        tokio::task::yield_now().await;
    }
    assert_eq!(state.get("claim").await, Ok(Some("other".to_owned())));
}

async fn counts_holders(state: &dyn SharedState) {
    assert_eq!(state.holders("permit").await, Ok(vec![]));
    assert_eq!(state.hold("permit", "a", 2, LONG).await, Ok(true));
    assert_eq!(state.hold("permit", "b", 2, LONG * 2).await, Ok(true));
    assert_eq!(state.hold("permit", "c", 2, LONG).await, Ok(false));
    assert_eq!(state.hold("permit", "a", 2, LONG).await, Ok(true), "renewed");
    assert_eq!(state.holders("permit").await, Ok(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(state.release("permit", "a").await, Ok(()));
    assert_eq!(state.hold("permit", "c", 2, SHORT).await, Ok(true));
    while state.holders("permit").await != Ok(vec!["b".to_owned()]) {
        tokio::task::yield_now().await;
    }
    assert_eq!(state.hold("permit", "d", 2, LONG).await, Ok(true));
}

async fn passes_texts_on(state: &dyn SharedState) {
    assert_eq!(state.publish("news", "lost").await, Ok(0));
    let mut texts = state.subscribe("news");
    // The connection of a subscriber takes a while.
    while state.publish("news", "first").await == Ok(0) {
        tokio::task::yield_now().await;
    }
    assert_eq!(texts.recv().await.as_deref(), Some("first"));
    assert_eq!(state.publish("other", "unheard").await, Ok(0));
    assert_eq!(state.publish("news", "second").await, Ok(1));
    assert_eq!(texts.recv().await.as_deref(), Some("second"));
    drop(texts);
    while state.publish("news", "third").await != Ok(0) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn memory_conforms() {
    conforms(&MemoryState::default()).await;
}

#[cfg(feature = "redis")]
pub(crate) mod redis {
    use std::io::{BufRead, BufReader};
    use std::net::TcpListener;
    use std::process::{Child, Command, Stdio};
    use std::sync::Arc;
    use std::time::Duration;

    use serenity::model::id::ApplicationId;
    use tokio::io::copy_bidirectional;
    use tokio::net::TcpStream;
    use tokio::sync::watch;
    use tokio::time::timeout;

    use super::super::{Away, Claim, RedisState, SharedState};
    use super::{LONG, SHORT, conforms};
    use crate::redis_server::RedisServer;

    /// A Redis process that ends with the test.
    pub(crate) struct Redis {
        process: Child,
        port: String,
    }

    impl Redis {
        pub(crate) fn start() -> (Self, RedisState) {
            let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port().to_string();
            let mut process = Command::new("redis-server")
                .args(["--port", &port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
                .stdout(Stdio::piped())
                .spawn()
                .expect("redis-server is not installed");
            let lines = BufReader::new(process.stdout.take().unwrap()).lines();
            let mut lines = lines.map_while(Result::ok);
            assert!(lines.any(|line| line.contains("Ready to accept connections")));
            // The rest is read and dropped, because a full pipe would block the server.
            std::thread::spawn(move || lines.for_each(drop));
            let state = RedisState::new(server(&port));
            (Self { process, port }, state)
        }

        /// Returns the server as another process sees it.
        pub(crate) fn server(&self) -> Arc<RedisServer> {
            server(&self.port)
        }

        pub(crate) fn run(&self, command: &[&str]) {
            let ran = Command::new("redis-cli").args(["-p", &self.port]).args(command).status();
            assert!(ran.unwrap().success());
        }
    }

    fn server(port: &str) -> Arc<RedisServer> {
        let url = format!("redis://127.0.0.1:{port}").into();
        Arc::new(RedisServer::new(&url, ApplicationId::new(1)).unwrap())
    }

    /// Passes connections on to a port. Those that are open at a change stay open and carry nothing any more.
    async fn proxy(to: u16) -> (String, watch::Sender<()>) {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let (freeze, freezes) = watch::channel(());
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let mut freezes = freezes.clone();
                freezes.mark_unchanged();
                tokio::spawn(async move {
                    let mut far = TcpStream::connect(("127.0.0.1", to)).await.unwrap();
                    let is_frozen = tokio::select! {
                        _ = copy_bidirectional(&mut near, &mut far) => false,
                        changed = freezes.changed() => changed.is_ok(),
                    };
                    if is_frozen {
                        std::future::pending::<()>().await;
                    }
                });
            }
        });
        (port, freeze)
    }

    impl Drop for Redis {
        fn drop(&mut self) {
            let _ = self.process.kill();
            let _ = self.process.wait();
        }
    }

    #[tokio::test]
    #[ignore = "needs redis-server"]
    async fn redis_conforms() {
        let (_redis, state) = Redis::start();
        // The first request connects.
        while state.get("a").await.is_err() {}
        conforms(&state).await;
    }

    #[tokio::test]
    #[ignore = "needs redis-server"]
    async fn a_redis_that_is_away_is_an_error_in_time() {
        let (redis, state) = Redis::start();
        while state.hold("permit", "a", 1, LONG).await != Ok(true) {}
        let process = redis.process.id().to_string();
        let stop = Command::new("kill").args(["-STOP", &process]).status().unwrap();
        assert!(stop.success());
        for _ in 0..5 {
            let begin = std::time::Instant::now();
            assert_eq!(state.get("a").await, Err(Away));
            assert!(begin.elapsed() < std::time::Duration::from_secs(1), "{:?}", begin.elapsed());
        }
        drop(redis);
        assert_eq!(state.holders("permit").await, Err(Away));
        assert_eq!(state.publish("news", "lost").await, Err(Away));
    }

    #[tokio::test]
    #[ignore = "needs redis-server"]
    async fn a_slow_redis_is_given_up_and_does_not_count_as_away() {
        let (redis, state) = Redis::start();
        while state.get("a").await.is_err() {}
        redis.run(&["CLIENT", "PAUSE", "600"]);
        let begin = std::time::Instant::now();
        assert_eq!(state.get("a").await, Err(Away));
        assert!(begin.elapsed() < std::time::Duration::from_millis(600), "{:?}", begin.elapsed());
        // The request went on and was answered, so the next one is not refused at once.
        while state.get("a").await.is_err() {}
        assert!(begin.elapsed() < std::time::Duration::from_millis(1500), "{:?}", begin.elapsed());
    }

    #[tokio::test]
    #[ignore = "needs redis-server"]
    async fn a_permit_whose_answer_was_lost_is_released() {
        let (redis, state) = Redis::start();
        let state: Arc<dyn SharedState> = Arc::new(state);
        // The server knows the script then, so that it answers in order.
        while state.hold("other", "a", 1, LONG).await != Ok(true) {}
        redis.run(&["CLIENT", "PAUSE", "600"]);
        let lost = Claim::permit(&state, "permit".to_owned(), "a".to_owned(), 1, LONG).await;
        assert_eq!(lost.err(), Some(Away));
        // The request goes on, and is answered before these.
        let begin = std::time::Instant::now();
        while state.holders("permit").await != Ok(vec![]) {
            assert!(begin.elapsed() < LONG / 2, "it is held until it expires");
        }
    }

    #[tokio::test]
    #[ignore = "needs redis-server"]
    async fn connections_that_went_silent_are_replaced() {
        let (redis, _) = Redis::start();
        let (port, freeze) = proxy(redis.port.parse().unwrap()).await;
        let state = RedisState::new(server(&port));
        let mut texts = state.subscribe("news");
        while !matches!(state.publish("news", "first").await, Ok(1)) {
            tokio::task::yield_now().await;
        }
        assert_eq!(texts.recv().await.as_deref(), Some("first"));
        freeze.send_replace(());
        assert_eq!(state.get("a").await, Err(Away));
        let heard = async {
            loop {
                // The connection that sends it and the one that receives it are replaced, each in its time.
                let _ = state.publish("news", "second").await;
                if let Ok(Some(text)) = timeout(SHORT, texts.recv()).await {
                    return text;
                }
            }
        };
        assert_eq!(timeout(Duration::from_secs(40), heard).await.unwrap(), "second");
        assert_eq!(state.get("a").await, Ok(None));
    }
}

//! The list of the bot's processes.

use mindtrace_discord::prelude::*;
use serde_json::{Value, json};

use crate::api::Api;
use crate::bots;
use crate::server::Redis;

/// Waits until a process knows this many that are connected, and returns them.
async fn knows(api: &Api, count: usize) -> Vec<Value> {
    let waiting = async {
        loop {
            let status = api.get("/discord/status").await.body;
            let processes = status["processes"].as_array().unwrap();
            let is_connected = |process: &Value| process["state"] == "connected";
            if processes.len() == count && processes.iter().all(is_connected) {
                return processes.clone();
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await.expect("the list is wrong")
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn every_process_lists_all_until_they_stop() -> Result<()> {
    let mut redis = Redis::start().await;
    let (bots, apis) = bots::<3>(&redis).await?;
    for api in &apis {
        let processes = knows(api, 3).await;
        let mut ids: Vec<&str> = processes.iter().map(|process| process["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 3);
        for process in &processes {
            assert_eq!(process["pid"], std::process::id());
            assert_eq!(process["mode"], "http");
            assert_eq!(process["shards"], json!([]));
        }
        let metrics = api.get("/metrics").await.text;
        assert!(metrics.contains("\ndiscord_processes 3\n"), "{metrics}");
        for process in &processes {
            let id = format!("process=\"{}\"", process["id"].as_str().unwrap());
            let shown =
                |name: &str| metrics.lines().find(|line| line.starts_with(name) && line.contains(&id));
            let started = shown("discord_process_start_time_seconds{").unwrap();
            assert!(started.contains("state=\"connected\"") && started.contains("version=\"\""), "{started}");
            assert!(shown("discord_process_shards{").unwrap().ends_with(" 0"), "{metrics}");
        }
    }
    let [first, ..] = bots;
    first.stop().await?;
    knows(&apis[1], 2).await;
    assert_eq!(apis[1].get("/metrics").await.text.matches("\ndiscord_process_shards{").count(), 2);
    // Without Redis the list stays, and the status says why.
    redis.process.kill().await?;
    while apis[1].get("/discord/status").await.body["redis_answers"] == true {}
    assert_eq!(knows(&apis[1], 2).await.len(), 2);
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn one_request_drains_all_processes() -> Result<()> {
    let redis = Redis::start().await;
    let (_bots, [a, b, c]) = bots::<3>(&redis).await?;
    knows(&a, 3).await;
    // Those that connect again at the moment are told as well.
    redis.run(&["CLIENT", "KILL", "TYPE", "pubsub"]).await;
    let drained = a.post("/discord/drain?all=true", &json!({})).await;
    assert_eq!(drained.body, json!({ "draining": true, "processes": 3 }), "{}", drained.text);
    for api in [&a, &b, &c] {
        while api.get("/discord/status").await.body["state"] != "draining" {}
        assert_eq!(api.execute("!plain").await.status, 503);
    }
    Ok(())
}

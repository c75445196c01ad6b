//! The webhooks of GitHub, and the embeds that announce them.

use mindtrace_discord::prelude::*;
use serde::Deserialize;

/// A webhook. GitHub sends all kinds to one address, and each kind has some of the fields. One that is sent again is announced once.
#[derive(Debug, Deserialize, Event)]
#[event(name = "github", http, secret = "GITHUB_WEBHOOK_SECRET", delivery_id = "X-GitHub-Delivery")]
pub(crate) struct Delivery {
    #[event(header = "X-GitHub-Event")]
    kind: Kind,
    repository: Repository,
    sender: Account,
    /// The change of the issue or pull request, such as `opened`.
    action: Option<String>,
    issue: Option<Topic>,
    pull_request: Option<Topic>,
    /// The branch of a push, such as `refs/heads/main`.
    #[serde(rename = "ref")]
    branch: Option<String>,
    #[serde(default)]
    commits: Vec<Commit>,
    /// A page with the changes of a push.
    compare: Option<String>,
}

/// The kind of a webhook.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Push,
    Issues,
    PullRequest,
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
struct Repository {
    full_name: String,
}

#[derive(Debug, Deserialize)]
struct Account {
    login: String,
}

/// An issue or a pull request.
#[derive(Debug, Deserialize)]
struct Topic {
    number: u64,
    title: String,
    body: Option<String>,
    html_url: String,
}

#[derive(Debug, Deserialize)]
struct Commit {
    id: String,
    message: String,
    url: String,
}

impl Delivery {
    /// The name of the repository and its owner.
    pub(crate) fn repository(&self) -> &str {
        &self.repository.full_name
    }

    /// Returns the announcement; `None` for what is not announced.
    pub(crate) fn embed(&self) -> Option<Embed> {
        let is_new = self.action.as_deref() == Some("opened");
        let embed = match self.kind {
            Kind::PullRequest if is_new => {
                self.pull_request.as_ref()?.embed("Pull request").color(0x0086_5eff)
            }
            Kind::Issues if is_new => self.issue.as_ref()?.embed("Issue").color(0x0023_8636),
            Kind::Push if !self.commits.is_empty() => self.push(self.branch.as_deref()?),
            _ => return None,
        };
        Some(embed.author(&self.sender.login).footer(&self.repository.full_name))
    }

    /// Returns the announcement of a push: the first line of the newest commits.
    fn push(&self, branch: &str) -> Embed {
        let line = |commit: &Commit| {
            let id = commit.id.get(..7).unwrap_or(&commit.id);
            let subject = commit.message.lines().next().unwrap_or_default();
            format!("[`{id}`]({}) {}", commit.url, short(subject, 80))
        };
        let lines: Vec<String> = self.commits.iter().rev().take(10).map(line).collect();
        let branch = branch.trim_start_matches("refs/heads/");
        let count = match self.commits.len() {
            1 => "1 commit".to_owned(),
            count => format!("{count} commits"),
        };
        let title = format!("{count} pushed to {}", short(branch, 100));
        let embed = Embed::new().title(title).description(lines.join("\n"));
        match &self.compare {
            Some(page) => embed.url(page),
            None => embed,
        }
    }
}

impl Topic {
    fn embed(&self, kind: &str) -> Embed {
        let title = format!("{kind} #{}: {}", self.number, short(&self.title, 200));
        let body = short(self.body.as_deref().unwrap_or_default(), 500);
        Embed::new().title(title).url(&self.html_url).description(body)
    }
}

/// Returns the beginning of a text, because Discord limits each part of an embed.
fn short(text: &str, characters: usize) -> String {
    let mut beginning: String = text.chars().take(characters).collect();
    if beginning.len() < text.len() {
        beginning.push('…');
    }
    beginning
}

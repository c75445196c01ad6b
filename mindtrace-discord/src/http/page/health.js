// The state of the bot in words, with the reasons.

import { count, counted } from "./tables.js";

const STATES = {
  starting: "The bot is starting.",
  connected: "The bot is connected.",
  degraded: "The bot is degraded.",
  failed: "The bot is not connected, and does not try again. The log has the reason.",
  draining: "The bot is stopping: running commands finish, new ones are refused.",
};

/** Adds up a number of all minutes of the history. */
export const sum = (history, of) => history.minutes.reduce((total, minute) => total + of(minute), 0);

/** Returns the state as a sentence, and the problems: `{ text, problems }`. */
export function health(status, history) {
  const problems = [];
  const shards = (list, is, are) => `${list.length === 1 ? "Shard" : "Shards"} ${list.map((one) => one.id).join(", ")} ${list.length === 1 ? is : are}`;
  const lost = status.shards.filter((shard) => shard.state !== "connected");
  if (lost.length) {
    const states = [...new Set(lost.map((shard) => shard.state))].join(", ");
    problems.push(`${shards(lost, "is", "are")} not connected (${states}), so the guilds there are not served.`);
  }
  const stuck = status.shards.filter((shard) => !shard.reading);
  if (stuck.length) problems.push(`${shards(stuck, "waits", "wait")} until there is room in the event queues: the event handlers are too slow.`);
  if (status.redis_answers === false) {
    const reason = status.redis_problem || "Redis does not answer";
    problems.push(`${reason}. Until it does, each process counts cooldowns and limits on its own.`);
  }
  for (const name of status.blocking) problems.push(`The handler ${name} blocks a thread: move its work to tokio::task::spawn_blocking.`);
  const dropped = sum(history, (minute) => minute.events.dropped);
  if (dropped) problems.push(`${counted(dropped, "event")} dropped in the last hour: they arrive faster than their handlers run. See DISCORD_EVENT_QUEUE.`);
  const calls = sum(history, (minute) => minute.calls.failed);
  const handled = sum(history, (minute) => minute.events.failed);
  const failed = [calls && counted(calls, "call"), handled && counted(handled, "event")].filter(Boolean).join(" and ");
  if (failed) problems.push(`${failed} failed in the last hour. The failures are listed with their references.`);
  const end = problems.length ? ` ${count(problems.length)} ${problems.length === 1 ? "problem" : "problems"}:` : status.state === "connected" ? " No problems in the last hour." : "";
  return { text: STATES[status.state] + end, problems };
}

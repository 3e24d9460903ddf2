/**
 * A modal's submission until its acknowledgement is back: Drumbeat, which stores the answer and puts receipt and summary into
 * the outbox, against bare Bolt that stores one row. Then from the press of a prompt's button until its form is opened.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppProcess, startApp } from "./app-process.ts";
import { fillWithPrompts, pressOf, submissionOf, type ToAnswer } from "./check-ins-to-answer.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { inMs, limited, percentile, type Row } from "./row.ts";

const ROUNDS = 8;
const WARM_UP = 1000;
/** Submissions of one app in one round, by how many are in flight. */
const EVENTS = { 1: 300, 32: 1000 } as const;
const COUNTED = 100;
const OPENINGS = 200;
/** Slack lets a trigger live for three seconds, and nobody waits for a tenth of one. */
const MOST_MS = 100;
/** An answer is some thirty statements with their messages, the baseline is one: a sixth above what was measured. */
const MOST_TIMES = { alone: 16, together: 24 } as const;

interface Subject {
  slack: FakeSlack;
  app: AppProcess;
  toAnswer: ToAnswer[];
  /** Milliseconds of each submission. */
  alone: number[];
  together: number[];
}

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const database = join(folder, "drumbeat.db");
  const toAnswer = await fillWithPrompts(database, WARM_UP + COUNTED + ROUNDS * (EVENTS[1] + EVENTS[32]) + OPENINGS);
  const ours = await start("ours", database, toAnswer);
  const bare = await start("bare", join(folder, "bare.db"), toAnswer);
  const both = [ours, bare];
  try {
    for (const subject of both) await submit(subject, 4, WARM_UP);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const subject of both) {
        subject.alone.push(...(await submit(subject, 1, EVENTS[1])));
        subject.together.push(...(await submit(subject, 32, EVENTS[32])));
      }
    }
    const compared = (name: string, times: "alone" | "together", share: number): Row => {
      const [took, baseline] = [percentile(ours[times], share), percentile(bare[times], share)];
      return { name, ours: inMs(took), baseline: inMs(baseline), ratio: took / baseline, bar: MOST_TIMES[times] };
    };
    return [
      compared("submit → commit → ack, 1 in flight, p50", "alone", 0.5),
      compared("submit → commit → ack, 32 in flight, p50", "together", 0.5),
      limited("submit → commit → ack, 1 in flight, p99", percentile(ours.alone, 0.99), MOST_MS),
      await commitsOf(ours),
      limited("press → form opened, p99", percentile(await opened(ours), 0.99), MOST_MS),
    ];
  } finally {
    for (const { app, slack } of both) {
      await app.end();
      await slack.close();
    }
    await rm(folder, { recursive: true });
  }
}

async function start(name: "ours" | "bare", database: string, toAnswer: readonly ToAnswer[]): Promise<Subject> {
  const slack = await startFakeSlack();
  const env = { API_URL: slack.apiUrl, SLACK_API_URL: slack.apiUrl, DATABASE: database, TURNS: "none" };
  return { slack, app: await startApp(env, name), toAnswer: [...toAnswer], alone: [], together: [] };
}

/** Submits so many check-ins, each once. Returns how long each took, in milliseconds. Throws when one is refused. */
export async function submit(
  { slack, toAnswer }: Pick<Subject, "slack" | "toAnswer">,
  inFlight: number,
  count: number,
): Promise<number[]> {
  const submissions = toAnswer.splice(0, count).map((one) => submissionOf(one));
  const took: number[] = [];
  const person = async () => {
    for (let next = submissions.pop(); next; next = submissions.pop()) {
      const began = performance.now();
      const answer = JSON.stringify(await slack.deliver(next)) ?? "{}";
      took.push(performance.now() - began);
      if (answer !== "{}") throw new Error(`A submission was answered with ${answer.slice(0, 500)}`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, person));
  return took;
}

/** From the press of a prompt's button until its form is opened. */
async function opened({ slack, toAnswer }: Subject): Promise<number[]> {
  const took: number[] = [];
  for (const one of toAnswer.slice(0, OPENINGS)) {
    const began = performance.now();
    const open = slack.called("views.open");
    await slack.deliver(pressOf(one));
    await open;
    took.push(performance.now() - began);
  }
  return took;
}

async function commitsOf(subject: Subject): Promise<Row> {
  await subject.app.statements();
  await submit(subject, 1, COUNTED);
  const statements = await subject.app.statements();
  const commits = statements.filter((sql) => sql === "commit").length / COUNTED;
  return { name: "submit: commits each (limit)", ours: String(commits), baseline: "1", ratio: commits, bar: 1 };
}

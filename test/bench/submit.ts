/**
 * A modal's submission until its acknowledgement is back: Drumbeat stores the answer and puts receipt and summary into the
 * outbox. Then from the press of a prompt's button until its form is opened.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppProcess, startApp } from "./app-process.ts";
import { fillWithPrompts, pressOf, submissionOf, type ToAnswer } from "./check-ins-to-answer.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { limited, percentile, type Row } from "./row.ts";

const WARM_UP = 1000;
/** Submissions, by how many are in flight. */
const EVENTS = { 1: 2400, 32: 8000 } as const;
const COUNTED = 100;
const OPENINGS = 200;
/** Slack lets a trigger live for three seconds, and nobody waits for a tenth of one. */
const MOST_MS = 100;

interface Subject {
  slack: FakeSlack;
  app: AppProcess;
  toAnswer: ToAnswer[];
}

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const database = join(folder, "drumbeat.db");
  const toAnswer = await fillWithPrompts(database, WARM_UP + COUNTED + EVENTS[1] + EVENTS[32] + OPENINGS);
  const slack = await startFakeSlack();
  const app = await startApp({ API_URL: slack.apiUrl, DATABASE: database, TURNS: "none" });
  const subject = { slack, app, toAnswer };
  try {
    await submit(subject, 4, WARM_UP);
    const alone = await submit(subject, 1, EVENTS[1]);
    const before = await app.cpuMs();
    const together = await submit(subject, 32, EVENTS[32]);
    const cpuMs = ((await app.cpuMs()) - before) / EVENTS[32];
    return [
      ...[0.5, 0.99].map((share) =>
        limited(`submit → commit → ack, 1 in flight, p${share * 100}`, percentile(alone, share), MOST_MS),
      ),
      ...[0.5, 0.99].map((share) =>
        limited(`submit → commit → ack, 32 in flight, p${share * 100}`, percentile(together, share), 10 * MOST_MS),
      ),
      limited("submit: processor time each", cpuMs, 5),
      await commitsOf(subject),
      limited("press → form opened, p99", percentile(await opened(subject), 0.99), MOST_MS),
    ];
  } finally {
    await app.end();
    await slack.close();
    await rm(folder, { recursive: true });
  }
}

/** Submits so many check-ins, each once. Returns how long each took, in milliseconds. Throws when one is refused. */
export async function submit(
  { slack, toAnswer }: Pick<Subject, "slack" | "toAnswer">,
  inFlight: number,
  count: number,
): Promise<number[]> {
  const submissions = toAnswer.splice(0, count).map(submissionOf);
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

/**
 * A modal's submission until its acknowledgement is back: Drumbeat, which stores the answer and puts receipt and summary
 * into the outbox, against bare Bolt with the same statements prepared by hand. Source: design.md §11, performance.md (a). Then
 * how long a press waits for its form.
 */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppProcess, startApp } from "./app-process.ts";
import { STATEMENTS } from "./by-hand.ts";
import { fillWithPrompts, pressOf, submissionOf, type ToAnswer } from "./check-ins-to-answer.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { median, percentile, type Row } from "./row.ts";

const ROUNDS = 8;
const WARM_UP = 1000;
/** Submissions of one app in one round, by how many are in flight. */
const EVENTS = { 1: 300, 32: 1000 } as const;
const OPENINGS = 200;
type InFlight = keyof typeof EVENTS;

interface Subject {
  slack: FakeSlack;
  app: AppProcess;
  toAnswer: ToAnswer[];
  /** Milliseconds of each submission. */
  took: Record<InFlight, number[]>;
  /** Milliseconds of processor time per submission, of each round. */
  cpu: number[];
}

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const filled = join(folder, "filled.db");
  const toAnswer = await fillWithPrompts(filled, WARM_UP + ROUNDS * (EVENTS[1] + EVENTS[32]) + OPENINGS);
  const subjects: Subject[] = [];
  const start = async (name: Parameters<typeof startApp>[0], env: Record<string, string> = {}): Promise<Subject> => {
    const database = join(folder, `${subjects.length}.db`);
    await copyFile(filled, database);
    const slack = await startFakeSlack();
    const app = await startApp(name, { API_URL: slack.apiUrl, DATABASE: database, ...env });
    const subject = { slack, app, toAnswer: [...toAnswer], took: { 1: [], 32: [] }, cpu: [] };
    subjects.push(subject);
    return subject;
  };
  try {
    const counted = await countStatements(await start("our-app", { TURNS: "none", LISTEN: "yes" }));
    const ours = await start("our-app", { TURNS: "none" });
    const baseline = await start("bare-app");
    for (const subject of [ours, baseline]) await submit(subject, 4, WARM_UP);
    for (let round = 0; round < ROUNDS; round += 1) for (const subject of [ours, baseline]) await measure(subject);
    return [
      ...([1, 32] as const).flatMap((inFlight) => [
        latency(`submit → commit → ack, ${inFlight} in flight, p50`, ours, baseline, inFlight, 0.5, 1.5),
        latency(`submit → commit → ack, ${inFlight} in flight, p99`, ours, baseline, inFlight, 0.99, null),
      ]),
      compared("submit: processor time each", median(ours.cpu), median(baseline.cpu), null),
      ...counted,
      await opened(ours),
    ];
  } finally {
    for (const { app, slack } of subjects) {
      await app.end();
      await slack.close();
    }
    await rm(folder, { recursive: true });
  }
}

async function measure(subject: Subject): Promise<void> {
  subject.took[1].push(...(await submit(subject, 1, EVENTS[1])));
  const before = await subject.app.cpuMs();
  subject.took[32].push(...(await submit(subject, 32, EVENTS[32])));
  subject.cpu.push(((await subject.app.cpuMs()) - before) / EVENTS[32]);
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

/** From the press of a prompt's button until its form is opened. Slack lets a trigger live for three seconds. */
async function opened({ slack, toAnswer }: Subject): Promise<Row> {
  const took: number[] = [];
  for (const one of toAnswer.slice(0, OPENINGS)) {
    const began = performance.now();
    const open = slack.called("views.open");
    await slack.deliver(pressOf(one));
    await open;
    took.push(performance.now() - began);
  }
  const [ours, most] = [percentile(took, 0.99), 100];
  return {
    name: "press → form opened, p99 (limit)",
    ours: `${ours.toFixed(2)} ms`,
    baseline: `${most} ms`,
    ratio: ours / most,
    bar: 1,
  };
}

async function countStatements(subject: Subject): Promise<Row[]> {
  const submissions = 100;
  await subject.app.statements();
  await submit(subject, 1, submissions);
  const statements = await subject.app.statements();
  const commits = statements.filter((sql) => sql === "commit").length / submissions;
  return [
    { name: "submit: commits each", ours: String(commits), baseline: "1", ratio: commits, bar: 1 },
    {
      name: "submit: statements each, begin and commit included",
      ours: String(statements.length / submissions),
      baseline: String(STATEMENTS),
      ratio: Math.round(statements.length / submissions) / STATEMENTS,
      bar: 1,
    },
  ];
}

function latency(name: string, ours: Subject, theirs: Subject, inFlight: InFlight, share: number, bar: number | null) {
  return compared(name, percentile(ours.took[inFlight], share), percentile(theirs.took[inFlight], share), bar);
}

function compared(name: string, ours: number, baseline: number, bar: number | null): Row {
  return { name, ours: `${ours.toFixed(2)} ms`, baseline: `${baseline.toFixed(2)} ms`, ratio: ours / baseline, bar };
}

/**
 * Fifty submissions a second while a digest of 200 programs is being compiled in the same process, against the same
 * without the digest. Promise P11 of docs/reliability.md: p99 below 100 ms, none above a second.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { openDatabase } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { type AppProcess, startApp } from "./app-process.ts";
import { fillWithPrompts, submissionOf, type ToAnswer } from "./check-ins-to-answer.ts";
import { type FakeSlack, startFakeSlack } from "./fake-slack.ts";
import { percentile, type Row } from "./row.ts";

const PROGRAMS = 200;
export const A_SECOND = 50;
const SECONDS = 12;
const WARM_UP = 200;
const CUT_OFF = "2026-11-04T09:00:00.000Z";
const MONTHS = ["2026-08-31", "2026-09-30", "2026-10-30"];

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  try {
    const file = join(folder, "portfolio.db");
    const toAnswer = await fillWithPrompts(file, 2 * (WARM_UP + A_SECOND * SECONDS));
    const reader = await fillWithPortfolio(file);
    // One after the other: a second process does not start on the same file.
    const measuredWith = async (env: Record<string, string>) => {
      const slack = await startFakeSlack();
      const app = await startApp("our-app", { API_URL: slack.apiUrl, DATABASE: file, TURNS: "none", ...env });
      try {
        return await measure(slack, toAnswer);
      } finally {
        await stop(app, slack);
      }
    };
    const alone = await measuredWith({});
    const meanwhile = await measuredWith({ COMPILE: JSON.stringify({ ...reader, at: CUT_OFF }) });
    return [
      row("p99", percentile(meanwhile, 0.99), percentile(alone, 0.99), 100),
      row("longest", Math.max(...meanwhile), Math.max(...alone), 1000),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function stop(app: AppProcess, slack: FakeSlack): Promise<void> {
  await app.end();
  await slack.close();
}

function row(what: string, meanwhile: number, alone: number, limit: number): Row {
  return {
    name: `submit → ack, ${A_SECOND} a second beside a digest of ${PROGRAMS} programs, ${what} (alone ${alone.toFixed(1)} ms)`,
    ours: `${meanwhile.toFixed(1)} ms`,
    baseline: `${limit} ms`,
    ratio: meanwhile / limit,
    bar: 1,
  };
}

/** Each submission at its own time, whether those before have been answered or not. Milliseconds until each was. */
export async function measure(slack: FakeSlack, toAnswer: ToAnswer[]): Promise<number[]> {
  for (const one of toAnswer.splice(0, WARM_UP)) await slack.deliver(submissionOf(one));
  const took: number[] = [];
  const underWay: Promise<void>[] = [];
  const began = performance.now();
  for (const [index, one] of toAnswer.splice(0, A_SECOND * SECONDS).entries()) {
    const wait = began + (index * 1000) / A_SECOND - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const sent = performance.now();
    underWay.push(
      slack.deliver(submissionOf(one)).then((answer) => {
        took.push(performance.now() - sent);
        const text = JSON.stringify(answer) ?? "{}";
        if (text !== "{}") throw new Error(`A submission was answered with ${text.slice(0, 300)}`);
      }),
    );
  }
  await Promise.all(underWay);
  return took;
}

/** Programs with a month of answers each, all of one sponsor, beside what is to be answered. */
async function fillWithPortfolio(file: string): Promise<{ workspaceId: string; personId: string }> {
  const db = openDatabase(file);
  try {
    return await inTransaction(db, async (tx) => {
      const record = await aRecord(tx, { team: "T2" });
      const sponsor = await record.person("sponsor");
      const text = "The import runs, the design is agreed and twelve of forty stores are connected. ".repeat(3);
      for (let index = 0; index < PROGRAMS; index += 1) {
        const lead = await record.person(`lead-${index}`);
        const program = await record.program(`program-${index}`, { seats: { lead: [lead], sponsor: [sponsor] } });
        const questions = questionsFeeding("health", "progress", "risk", "value", "next", "ask");
        const cadence = await record.cadence(program, { rule: MONTHLY, questions });
        for (const [month, key] of MONTHS.entries()) {
          const round = await record.round(cadence, key, [lead]);
          const colour = (["green", "amber", "red"] as const)[(index + month) % 3] ?? "green";
          await record.answer(round, lead, `${key}T15:00:00.000Z`, {
            health: { colour, reason: text },
            ...Object.fromEntries(["progress", "risk", "value", "next", "ask"].map((feed) => [feed, text])),
          });
        }
      }
      return { workspaceId: record.workspaceId, personId: sponsor.id };
    });
  } finally {
    await db.destroy();
  }
}

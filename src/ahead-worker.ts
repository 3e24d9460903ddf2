/** The thread of a forecast: takes the rows of a copy, then runs the product on it and says what comes. */
import { on, once } from "node:events";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { runAhead } from "./ahead.ts";
import { peopleAhead } from "./dry-run/people.ts";
import { Recording } from "./dry-run/recording.ts";
import { insertPiece, leaveOutElsewhere, takeAnyRows } from "./dry-run/repository-copy.ts";
import { type Span, spanSchema, type Told } from "./dry-run/running.ts";
import type { PlannedStep } from "./dry-run/steps.ts";
import { type Db, openDatabase } from "./platform/database.ts";
import { IN_MEMORY } from "./platform/database-file.ts";
import { workAlone } from "./platform/loop.ts";
import { migrateToLatest } from "./platform/migrate.ts";

const received = z.union([
  z.literal("go"),
  z.strictObject({ table: z.string(), columns: z.array(z.string()), rows: z.array(z.array(z.unknown())) }),
]);
/** So many steps are handed out at a time. */
const MOST_STEPS = 200;

async function takeRows(db: Db, messages: AsyncIterable<unknown[]>): Promise<void> {
  for await (const [message] of messages) {
    const piece = received.parse(message);
    if (piece === "go") return;
    await insertPiece(db, piece);
  }
}

async function lookAhead(port: MessagePort, span: Span): Promise<void> {
  const messages = on(port, "message");
  const db = openDatabase(IN_MEMORY);
  await migrateToLatest(db);
  await takeAnyRows(db);
  await takeRows(db, messages);
  await leaveOutElsewhere(db);
  const { workspaceId, now, until } = span;
  let told: Told = { people: await peopleAhead(db, workspaceId, now), steps: [], isLast: false };
  const handOut = async (isLast: boolean) => {
    port.postMessage({ ...told, isLast } satisfies Told);
    told = { steps: [], isLast: false };
    if (!isLast) await once(port, "message");
  };
  const say = async (step: PlannedStep) => {
    if (step.at < until) told.steps.push(step);
    if (told.steps.length >= MOST_STEPS) await handOut(false);
  };
  const recording = await Recording.begin(db, workspaceId, { now, until });
  for await (const at of runAhead(db, span, recording)) for await (const step of recording.take(at)) await say(step);
  for (const step of recording.laterBy(until)) await say(step);
  await handOut(true);
}

if (parentPort) {
  workAlone();
  await lookAhead(parentPort, spanSchema.parse(workerData));
}

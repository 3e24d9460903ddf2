/** The thread of a forecast: copies the rows that it needs, then runs the product on them and says what comes. */
import { once } from "node:events";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { closureOf, insertPiece, piecesOf, takeAnyRows } from "../forecast/copy.ts";
import { type Ahead, aheadSchema, type PlannedStep, type StepBatch } from "../forecast/forecast-thread.ts";
import { Recording } from "../forecast/recording.ts";
import { type Db, openDatabase } from "../platform/database.ts";
import { IN_MEMORY } from "../platform/database-file.ts";
import { workAlone } from "../platform/loop.ts";
import { migrateToLatest } from "../platform/migrate.ts";
import { runAhead } from "./ahead.ts";

/** So many steps are handed out at a time. */
const MOST_STEPS = 200;

/** Of the database that is asked about, nothing but these rows is known to what runs ahead. */
async function copyOf({ location, workspaceId, personId, programId }: Ahead): Promise<Db> {
  const copy = openDatabase(IN_MEMORY);
  await migrateToLatest(copy);
  await takeAnyRows(copy);
  const source = openDatabase(location, { readonly: true });
  try {
    const closure = await closureOf(source, workspaceId, { personId, programId });
    for await (const piece of piecesOf(source, workspaceId, closure)) await insertPiece(copy, piece);
  } finally {
    await source.destroy();
  }
  return copy;
}

async function lookAhead(port: MessagePort, asked: Ahead): Promise<void> {
  const { workspaceId, now, until } = asked;
  const db = await copyOf(asked);
  let found: StepBatch = { steps: [], isLast: false };
  const handOut = async (isLast: boolean) => {
    port.postMessage({ ...found, isLast } satisfies StepBatch);
    found = { steps: [], isLast: false };
    if (!isLast) await once(port, "message");
  };
  const say = async (step: PlannedStep) => {
    if (step.at < until) found.steps.push(step);
    if (found.steps.length >= MOST_STEPS) await handOut(false);
  };
  const recording = await Recording.begin(db, workspaceId);
  for await (const at of runAhead(db, { workspaceId, now, until }, recording))
    for await (const step of recording.take(at)) await say(step);
  for (const step of recording.laterBy(until)) await say(step);
  await handOut(true);
}

if (parentPort) {
  workAlone();
  await lookAhead(parentPort, aheadSchema.parse(workerData));
}

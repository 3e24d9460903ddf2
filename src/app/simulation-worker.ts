/** The thread of a forecast: copies the rows it needs, simulates ticks on them and posts the planned steps. */
import { once } from "node:events";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { WAVES } from "../delivery/pace.ts";
import { closureOf, ignoreForeignKeys, insertRows, rowsToCopy } from "../forecast/copy.ts";
import { ForecastRecorder } from "../forecast/forecast-recorder.ts";
import {
  type ForecastRequest,
  forecastRequestSchema,
  type PlannedStep,
  type StepBatch,
} from "../forecast/forecast-worker.ts";
import { hideComingPauses } from "../forecast/hide-coming-pauses.ts";
import { type Db, openDatabase } from "../platform/database.ts";
import { IN_MEMORY } from "../platform/database-file.ts";
import { migrateToLatest } from "../platform/migrate.ts";
import { neverYield } from "../platform/yield-to-event-loop.ts";
import { simulateTicks } from "./simulation.ts";

/** Most steps in one message to the main thread. */
const MOST_STEPS = 200;

/** An in-memory database with only the rows that the forecast needs. */
async function copyOf({ location, workspaceId, now, personId, programId, knownIds }: ForecastRequest): Promise<Db> {
  const copy = openDatabase(IN_MEMORY);
  await migrateToLatest(copy);
  await ignoreForeignKeys(copy);
  const source = openDatabase(location, { readonly: true });
  try {
    const closure = await closureOf(source, workspaceId, { personId, programId });
    for await (const piece of rowsToCopy(source, workspaceId, closure)) await insertRows(copy, piece);
  } finally {
    await source.destroy();
  }
  if (knownIds) await hideComingPauses(copy, workspaceId, { now, except: knownIds });
  return copy;
}

async function lookAhead(port: MessagePort, request: ForecastRequest): Promise<void> {
  const { workspaceId, now, until } = request;
  const db = await copyOf(request);
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
  const recording = await ForecastRecorder.begin(db, workspaceId);
  const promptsPerSecond = Number(process.env.DRUMBEAT_PROMPTS_PER_SECOND) || WAVES.perSecond;
  for await (const at of simulateTicks(db, { workspaceId, now, until, promptsPerSecond }, recording))
    for await (const step of recording.take(at)) await say(step);
  for (const step of recording.laterBy(until)) await say(step);
  await handOut(true);
}

if (parentPort) {
  neverYield();
  await lookAhead(parentPort, forecastRequestSchema.parse(workerData));
}

/** Runs a forecast in a thread of its own and yields its steps. */
import { on } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { type Db, locationOf } from "../platform/database.ts";

const named = z.string().nullable();

/** One future event, or one that is left out with its reason. */
export const plannedStep = z.strictObject({
  at: z.string(),
  /** Null for a round as a whole. */
  personId: named,
  programId: named,
  /** Of a digest, the programs in it. */
  programIds: z.array(z.string()).optional(),
  cadenceId: named,
  kind: z.string(),
  /** The key of the cadence; of a digest its rhythm. */
  cadence: named,
  round: named,
  /** Code of an item: `LOY-R-12`. */
  item: z.string().optional(),
  action: z.enum(["send", "hold", "merge", "exclude"]),
  until: z.string().optional(),
  reason: z.string().optional(),
});
export type PlannedStep = z.infer<typeof plannedStep>;

export type StepDetails = Omit<PlannedStep, "at" | "personId" | "kind" | "action" | "until">;

const batchSchema = z.strictObject({
  steps: z.array(plannedStep),
  isLast: z.boolean(),
});
export type StepBatch = z.infer<typeof batchSchema>;

/** Without person and program, the whole workspace. */
export const forecastRequestSchema = z.strictObject({
  location: z.string(),
  workspaceId: z.string(),
  now: z.string(),
  until: z.string(),
  personId: z.string().optional(),
  programId: z.string().optional(),
  /** Of which the viewer knows what is to come; absent: of all. */
  knownIds: z.array(z.string()).optional(),
});
export type ForecastRequest = z.infer<typeof forecastRequestSchema>;

/** Yields batches of steps. The thread ends with the last step, or when the caller stops. */
export async function* forecastSteps(
  db: Db,
  request: Omit<ForecastRequest, "location">,
): AsyncGenerator<PlannedStep[]> {
  const workerData: ForecastRequest = { ...request, location: locationOf(db) };
  const worker = new Worker(new URL("../app/simulation-worker.ts", import.meta.url), { workerData });
  const messages = on(worker, "message", { close: ["exit"] });
  try {
    for await (const [message] of messages) {
      const { steps, isLast } = batchSchema.parse(message);
      yield steps;
      if (isLast) return;
      worker.postMessage("more");
    }
    throw new Error("The thread that looks ahead has ended");
  } finally {
    await worker.terminate();
  }
}

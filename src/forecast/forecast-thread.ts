/** Has the product run ahead in a thread of its own, which reads by itself what it needs, and hands out what comes. */
import { on } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { type Db, locationOf } from "../platform/database.ts";

const named = z.string().nullable();

/** One thing that will happen, or will not and why. */
export const plannedStep = z.strictObject({
  at: z.string(),
  /** Null: it concerns a round as a whole. */
  personId: named,
  programId: named,
  cadenceId: named,
  kind: z.string(),
  /** The key of the cadence; of a digest its rhythm. */
  cadence: named,
  round: named,
  /** Of the record, as people name it: `LOY-R-12`. */
  item: z.string().optional(),
  action: z.enum(["send", "hold", "merge", "exclude"]),
  until: z.string().optional(),
  reason: z.string().optional(),
});
export type PlannedStep = z.infer<typeof plannedStep>;

/** What a message or a refusal is about. */
export type About = Omit<PlannedStep, "at" | "personId" | "kind" | "action" | "until">;

const batchSchema = z.strictObject({
  steps: z.array(plannedStep),
  isLast: z.boolean(),
});
export type StepBatch = z.infer<typeof batchSchema>;

/** What a thread is to look ahead at; without person and program, the whole workspace. */
export const aheadSchema = z.strictObject({
  location: z.string(),
  workspaceId: z.string(),
  now: z.string(),
  until: z.string(),
  personId: z.string().optional(),
  programId: z.string().optional(),
});
export type Ahead = z.infer<typeof aheadSchema>;

/** Some hundred at a time. The thread ends with the last step, or when nobody wants more. */
export async function* stepsAhead(db: Db, asked: Omit<Ahead, "location">): AsyncGenerator<PlannedStep[]> {
  const workerData: Ahead = { ...asked, location: locationOf(db) };
  const worker = new Worker(new URL("../app/ahead-worker.ts", import.meta.url), { workerData });
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

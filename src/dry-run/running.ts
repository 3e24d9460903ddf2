/** Has the product run ahead in a thread of its own, on a copy of the rows that it needs, and hands out what comes. */
import { on } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { Db } from "../platform/database.ts";
import type { Closure } from "./repository-copy.ts";
import { piecesOf } from "./repository-copy.ts";
import { type KnownPerson, knownPerson, type PlannedStep, plannedStep } from "./steps.ts";

const toldSchema = z.strictObject({
  /** First, and once: everybody to whom something may come. */
  people: z.array(knownPerson).optional(),
  steps: z.array(plannedStep),
  isLast: z.boolean(),
});
export type Told = z.infer<typeof toldSchema>;

export const spanSchema = z.strictObject({ workspaceId: z.string(), now: z.string(), until: z.string() });
export type Span = z.infer<typeof spanSchema>;

/** `onPeople` is told who is known before the first step. The thread ends with the last step, or when nobody wants more. */
export async function* stepsAhead(
  db: Db,
  span: Span,
  closure: Closure | null,
  onPeople: (people: readonly KnownPerson[]) => void,
): AsyncGenerator<PlannedStep> {
  const worker = new Worker(new URL("../ahead-worker.ts", import.meta.url), { workerData: span });
  // What goes wrong while rows are read is told once they are.
  const told = on(worker, "message", { close: ["exit"] });
  try {
    for await (const piece of piecesOf(db, span.workspaceId, closure)) worker.postMessage(piece);
    worker.postMessage("go");
    for await (const [message] of told) {
      const { people, steps, isLast } = toldSchema.parse(message);
      if (people) onPeople(people);
      yield* steps;
      if (isLast) return;
      worker.postMessage("more");
    }
    throw new Error("The thread that looks ahead has ended");
  } finally {
    await worker.terminate();
  }
}

import type { Instant } from "./clock.ts";
import { NEVER_DUE, type NextAt, queryTogether } from "./next-at.ts";
import type { Services } from "./services.ts";
import { earliest } from "./time.ts";

/** A kind of work done by ticks. */
export interface Step {
  /** Next due instant from the database, or from this process (`ofProcess`). */
  next: NextAt | { ofProcess(now: Instant): Instant | null };
  /** Does due work, perhaps in part. Idempotent. */
  run(): Promise<unknown>;
  /** Default: whether `next` has come. */
  isDue?(next: Instant | null, now: Instant): boolean;
  /** Default: `next`. */
  wakeAt?(next: Instant | null, now: Instant): Promise<Instant | null> | Instant | null;
}

/**
 * Runs due steps in order, so that later ones act on earlier results; a failure does not stop the others. `next`: when
 * a step is due again. `afterStep` is called after each that ran.
 */
export function stepRunner(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
  steps: readonly Step[],
  afterStep: () => Promise<void> = async () => undefined,
): () => Promise<{ failures: unknown[]; next: Instant | null }> {
  const ask = queryTogether(steps.map(({ next }) => ("ofProcess" in next ? NEVER_DUE : next)));
  return async () => {
    const failures: unknown[] = [];
    let due = await ask(db, workspaceId);
    const nextOf = (index: number, { next }: Step, now: Instant) =>
      "ofProcess" in next ? next.ofProcess(now) : (due[index] ?? null);
    for (const [index, step] of steps.entries()) {
      const now = clock.now();
      if (!(step.isDue ?? isDueBy)(nextOf(index, step, now), now)) continue;
      await step
        .run()
        .then(afterStep)
        .catch((error: unknown) => failures.push(error));
      due = await ask(db, workspaceId);
    }
    const wakes: (Instant | null)[] = [];
    for (const [index, step] of steps.entries()) {
      const now = clock.now();
      wakes.push(await (step.wakeAt ?? itself)(nextOf(index, step, now), now));
    }
    return { failures, next: earliest(...wakes) };
  };
}

export function isDueBy(next: Instant | null, now: Instant): boolean {
  return next !== null && next <= now;
}

function itself(next: Instant | null): Instant | null {
  return next;
}

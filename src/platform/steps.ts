import type { Instant } from "./clock.ts";
import { NEVER_DUE, type NextAt, queryTogether } from "./next-at.ts";
import type { Services } from "./services.ts";
import { earliest } from "./time.ts";

/** A kind of work that ticks do: none without when it is next to be done. */
export interface Step {
  /** What the database says of it; `ofProcess`: what this process alone knows. */
  next: NextAt | { ofProcess(now: Instant): Instant | null };
  /** Does what is due, or a part of it: then it is due still. Done twice it counts once. */
  run(): Promise<unknown>;
  /** Whether there is anything to do, given what `next` says. Default: that instant has come. */
  isDue?(next: Instant | null, now: Instant): boolean;
  /** When a tick is to run for it. Default: at `next`. */
  wakeAt?(next: Instant | null, now: Instant): Promise<Instant | null> | Instant | null;
}

/**
 * Runs those steps that are due, in their order: what one of them leads to is done by those after it at once. One that
 * fails holds up none of the others. `next`: when the first of them is due again.
 */
export function inSteps(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
  steps: readonly Step[],
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
      await step.run().catch((error: unknown) => failures.push(error));
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

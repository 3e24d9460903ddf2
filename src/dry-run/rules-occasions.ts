/** What will be asked outside the rhythm because a date comes: of one person, once. Pure. */
import type { OccasionComing } from "../alerts/use-cases-outlook.ts";
import type { Instant } from "../platform/clock.ts";
import type { Asking, Moments } from "./rules-asking.ts";
import type { Unless, World } from "./world.ts";

/** By what each would not be asked. */
const UNLESS = {
  red: "answered",
  contradiction: "answered",
  blocker: "dealt-with",
  milestone: "date-changed",
  ask: "decided",
} as const satisfies Record<OccasionComing["name"], Unless>;

export interface Occasions {
  /** Has each program looked at as it will be. */
  begin(): void;
  /** As a change of the record does: with the next tick at the latest. */
  checkProgram(programId: string, now: Instant): void;
  /** Nothing is asked about an entry that is closed. */
  drop(programId: string, code: string): void;
}

export function createOccasions(world: World, moments: Moments, asking: Pick<Asking, "askApart">): Occasions {
  const left = Map.groupBy(world.health.occasions, ({ programId }) => programId);

  function checkProgram(programId: string, now: Instant): void {
    const coming = left.get(programId) ?? [];
    left.set(
      programId,
      coming.filter(({ since }) => since > now),
    );
    for (const { since, personId, cadenceId, name, code } of coming) {
      if (since > now) continue;
      const about = { occasion: name, unless: UNLESS[name], ...(code !== null && { item: code }) };
      asking.askApart({ personId, cadenceId, about }, now);
    }
  }

  return {
    begin() {
      for (const [programId, coming] of left)
        for (const at of new Set(coming.map((one) => one.at))) moments.at(at, () => checkProgram(programId, at));
    },
    checkProgram,
    drop(programId, code) {
      const coming = left.get(programId) ?? [];
      left.set(
        programId,
        coming.filter((one) => one.code !== code),
      );
    },
  };
}

/** Who will hear that more came in a program than is meant: of each week, as the next one begins. Pure. */
import { aboveIn } from "../delivery/attention/rules.ts";
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, addMs, localDateOf, mondayOf } from "../platform/time.ts";
import { aboveKey, TOLD_FOR_MS } from "../programs/rules-above.ts";
import { keepersAmong } from "../programs/rules-program.ts";
import { planningAfter, weekOf } from "../register/tidying/rules.ts";
import type { Moments } from "./rules-asking.ts";
import { createSeating } from "./rules-seating.ts";
import type { World } from "./world.ts";

export function createAbove(world: World, moments: Moments): { begin(): void } {
  const { seatsAt } = createSeating(world);

  function tell(now: Instant): void {
    const week = addLocalDays(weekOf(now), -7);
    const ofWeek = (id: string) => {
      const { zone = "UTC", ceiling = null } = world.people.get(id) ?? {};
      const got = moments.came(id).filter(({ at }) => mondayOf(localDateOf(at, zone)) === week);
      return { count: got.length, ceiling };
    };
    for (const programId of world.programs.keys()) {
      const seats = seatsAt(programId, now);
      if (!aboveIn([...new Set(seats.map(({ person_id }) => person_id))].map(ofWeek))) continue;
      for (const personId of keepersAmong(seats, () => false))
        moments.enqueue({
          key: aboveKey(programId, week, personId),
          kind: "above-ceiling",
          facts: world.kinds["above-ceiling"],
          personId,
          dueAt: now,
          firstDueAt: null,
          expiresAt: addMs(now, TOLD_FOR_MS),
          about: { programId, cadenceId: null, cadence: null, round: null, period: null },
          isWanted: () => true,
        });
    }
    later(planningAfter(now));
  }

  function later(at: Instant): void {
    const now = at < world.now ? world.now : at;
    moments.at(now, () => tell(now));
  }

  return {
    begin() {
      if (world.record.tidying) later(world.record.tidying.nextAt);
    },
  };
}

/** What runs in the visitor's programs and whom it asks; when it asks them next. */
import { resolveAudience } from "../../cadences/audience/audience.ts";
import { membersBySource } from "../../cadences/audience/people.ts";
import { nameOf } from "../../cadences/naming.ts";
import { cadencesOfVisitor } from "../../cadences/recurrence/years/use-cases.ts";
import type { Cadence } from "../../cadences/use-cases.ts";
import { firstAllowed } from "../../delivery/rules-contact.ts";
import { morningOf, slotAt } from "../../delivery/rules-slots.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { VisitedProgram, Visitor } from "../../programs/visitor.ts";
import { oncePerHome } from "../../slack/home.ts";
import { comingOf, timesOfPerson } from "../rounds/coming.ts";

/** Read once for a Home. */
export const runningCadences = oncePerHome(async ({ db }: { db: Db | Tx }, visitor: Visitor) => {
  const { person, programs } = visitor;
  const { cadences } = await cadencesOfVisitor({ db }, visitor);
  const running = cadences.filter(({ state }) => state === "active");
  const sources = running.flatMap(({ audience }) => audience);
  const bySource = await membersBySource(db, person.workspace_id, sources);
  return running.map((cadence): { cadence: Cadence; asked: string[] } => {
    const program = programs.find(({ id }) => id === cadence.program_id);
    return { cadence, asked: asked(cadence.audience, program, bySource) };
  });
});

export interface ComingToVisitor {
  /** Of each that asks them the next time. */
  checkIns: { at: Instant; what: string }[];
  /** When their first message of this kind from `from` on comes; null: none does. */
  comesAt(slot: "morning" | "weekly", from: Instant, digestWeeks?: readonly LocalDate[]): Instant | null;
}

export async function comingToVisitor(services: { db: Db | Tx }, visitor: Visitor): Promise<ComingToVisitor> {
  const { person, reader, now } = visitor;
  const own = (await runningCadences(services, visitor)).filter(({ asked }) => asked.includes(person.id));
  const cadences = own.map(({ cadence }) => ({ cadence, isAsked: true }));
  const times = await timesOfPerson(services.db, person, cadences, { now, count: 1 });
  const { facts, isTogether, weeklyOn } = times;
  const coming = await comingOf(services.db, person, cadences, { now, count: 1, times });
  return {
    checkIns: coming.flatMap(([next], place) => {
      const cadence = own[place]?.cadence;
      return next && cadence ? [{ at: next.at, what: nameOf(cadence, reader) }] : [];
    }),
    comesAt(slot, from, digestWeeks = []) {
      if (isTogether) return slotAt({ ...facts, slots: { weeklyOn, digestWeeks } }, slot, from, morningOf(facts));
      return slot === "weekly" ? null : firstAllowed(facts, from).at;
    },
  };
}

/** Who of a program is asked by this audience now. */
export function asked(
  audience: Parameters<typeof resolveAudience>[0],
  program: VisitedProgram | undefined,
  bySource: ReadonlyMap<string, readonly string[]>,
): string[] {
  const seats = (program?.holders ?? []).map(({ role, personId }) => ({ role, person: personId }));
  return resolveAudience(audience, seats, bySource);
}

/** Programs with sponsors whom no check-in feeds. */

import { feedsAbove } from "../cadences/audience/audience.ts";
import { type Cadence, cadencesOf } from "../cadences/cadences.ts";
import { cadencesOfVisitor } from "../cadences/recurrence/years.ts";
import { may } from "../people/rules-rights.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { seatDay, seatsByProgram } from "../programs/seats.ts";
import { unfedBlocks } from "../programs/started.ts";
import type { Visitor } from "../programs/visitor.ts";
import type { HomeSection } from "../slack/home.ts";

/** Those of these programs with sponsors whom no check-in feeds, be it paused. */
export async function unfedSponsorsOf(
  { clock }: Looking,
  db: Db | Tx,
  { workspaceId, programIds: ids }: { workspaceId: string; programIds: readonly string[] },
): Promise<Map<string, string[]>> {
  const seats = await seatsByProgram(db, workspaceId, ids, seatDay(clock.now()));
  const programs = ids.map((id) => ({ id, holders: seats.get(id) ?? [] }));
  return unfedAmong(programs, await cadencesOf(db, workspaceId, ids));
}

/** On Home, of the programs that the visitor leads; it takes no statement of its own. */
export function unfedSection(services: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const led = visitor.programs.filter(({ roles }) => may(roles, "change-program"));
    if (led.length === 0) return [];
    const unfed = unfedAmong(led, (await cadencesOfVisitor(services, visitor)).cadences);
    return led.flatMap((program) => {
      const sponsors = unfed.get(program.id);
      return sponsors ? [unfedBlocks(visitor.reader, program, { sponsors, mayChange: true })] : [];
    });
  };
}

function unfedAmong(
  programs: readonly { id: string; holders: readonly { role: string; name: string }[] }[],
  cadences: readonly Pick<Cadence, "program_id" | "rule" | "readers">[],
): Map<string, string[]> {
  const fed = new Set(cadences.filter(feedsAbove).map(({ program_id: id }) => id));
  const sponsors = programs.map(({ id, holders }): [string, string[]] => {
    const names = holders.flatMap(({ role, name }) => (role === "sponsor" && !fed.has(id) ? name : []));
    return [id, [...new Set(names)]];
  });
  return new Map(sponsors.filter(([, names]) => names.length > 0));
}

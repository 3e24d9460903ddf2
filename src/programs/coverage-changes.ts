/** What follows when somebody covers other programs than before: a label was given or taken, a portfolio covers others. */
import type { ActorContext } from "../people/actors.ts";
import type { Tx } from "../platform/database.ts";
import { covers, listPortfolioSeats, placeOf } from "./coverage.ts";
import { coverageChanged } from "./events.ts";
import { listPrograms } from "./programs.ts";
import { handOnFrom } from "./role-ends.ts";
import { isActiveOn, seatDay } from "./seats.ts";

/** After `act` who has lost programs hands on what they had there, and who covers others than before gets other digests. */
export async function followCoverage(ctx: ActorContext<Tx>, act: () => Promise<void>): Promise<void> {
  const before = await coveredBy(ctx);
  await act();
  const after = await coveredBy(ctx);
  const personIds = [...new Set([...before.keys(), ...after.keys()])];
  const had = (id: string) => before.get(id) ?? new Set<string>();
  const has = (id: string) => after.get(id) ?? new Set<string>();
  const losing = personIds.filter((id) => !had(id).isSubsetOf(has(id)));
  const changed = personIds.filter((id) => had(id).symmetricDifference(has(id)).size > 0);
  const { db: tx, actor } = ctx;
  if (losing.length > 0)
    await handOnFrom(ctx, tx, { workspaceId: actor.workspace_id, personIds: losing, actorId: actor.id });
  if (changed.length > 0)
    await coverageChanged.happened(ctx, tx, { workspaceId: actor.workspace_id, personIds: changed });
}

/** By person, the ids of the programs that the portfolios in which they sit cover. */
async function coveredBy({ db: tx, actor, clock }: ActorContext<Tx>): Promise<Map<string, Set<string>>> {
  const today = seatDay(clock.now());
  const seats = (await listPortfolioSeats(tx, actor.workspace_id)).filter((seat) => isActiveOn(seat, today));
  const covered = new Map<string, Set<string>>();
  if (seats.length === 0) return covered;
  const programs = await listPrograms(tx, actor.workspace_id);
  for (const seat of seats) {
    const theirs = covered.get(seat.person_id) ?? new Set<string>();
    for (const program of programs) if (covers("committee", seat, placeOf(program))) theirs.add(program.id);
    covered.set(seat.person_id, theirs);
  }
  return covered;
}

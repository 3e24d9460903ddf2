/** The colours of the periods before the digest's own, and what speaks against those of its own. */
import { markersFor } from "../health/markers.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { EarlierHealth } from "./facts.ts";
import type { Programs, Seat } from "./gather-feed.ts";
import { eachInPieces } from "./pauses.ts";
import { eachHealthBetween, type HealthRow, type Scope } from "./repository-facts.ts";
import { periodsAgo } from "./rules-periods.ts";

const PROGRAMS_IN_PIECE = 10;

export async function readEarlierHealth(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  { bounds, after, until }: { bounds: Instant[]; after: Instant; until: Instant },
): Promise<void> {
  const rows = new Map<string, HealthRow[]>();
  await eachHealthBetween(db, scope, { after, until }, (row) => {
    const ofProgram = rows.get(row.program_id);
    if (ofProgram) ofProgram.push(row);
    else rows.set(row.program_id, [row]);
  });
  await eachInPieces(
    rows,
    ([id, ofProgram]) => programs.get(id)?.earlierHealth.push(...lastColours(ofProgram, bounds)),
    {
      piece: PROGRAMS_IN_PIECE,
    },
  );
}

/** For those above a program, of the answers that feed them. */
export async function readMarkers(
  db: Db | Tx,
  { workspaceId, cadenceIds, cutOffAt }: Scope,
  programs: Programs,
  held: readonly Seat[],
): Promise<void> {
  const above = held.filter(
    ({ role, program_id: id }) => (role === "sponsor" || role === "steering") && programs.has(id),
  );
  const programIds = [...new Set(above.map(({ program_id }) => program_id))];
  const feeding = new Set(cadenceIds);
  for (const [id, markers] of await markersFor(db, workspaceId, programIds, cutOffAt))
    programs.get(id)?.markers.push(...markers.filter(({ cadenceId }) => feeding.has(cadenceId)));
}

/** A later revision in the same period replaces an earlier one, also where it has no colour any more. */
function lastColours(rows: readonly HealthRow[], bounds: readonly Instant[]): EarlierHealth[] {
  const lastRevision = new Map<string, { row: HealthRow; ago: number }>();
  for (const row of rows) {
    const ago = periodsAgo(bounds, row.answered_at);
    const slot = `${row.check_in_id} ${ago}`;
    const known = lastRevision.get(slot);
    if (ago !== null && (!known || row.revision > known.row.revision)) lastRevision.set(slot, { row, ago });
  }
  const lastOfEach = new Map<string, EarlierHealth>();
  for (const { row, ago } of lastRevision.values()) {
    const { cadence_id: cadenceId, person_id: personId, answered_at: answeredAt, health: colour } = row;
    const slot = `${cadenceId} ${personId} ${ago}`;
    const known = lastOfEach.get(slot);
    if (colour !== null && (!known || answeredAt > known.answeredAt))
      lastOfEach.set(slot, { periodsAgo: ago, cadenceId, personId, colour, answeredAt });
  }
  return [...lastOfEach.values()];
}

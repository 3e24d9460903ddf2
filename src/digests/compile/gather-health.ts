/** The colours that the reader is told by, and what speaks against those that stand. */

import { checksFor, markersTold } from "../../health/markers.ts";
import type { Forecast } from "../../health/rules-checks.ts";
import { asTakenIn, type Renewal } from "../../health/rules-given.ts";
import { longestStanding } from "../../health/status/rules.ts";
import { coloursGiven, type RoundRow, roundsOfMany } from "../../health/status/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { addMs } from "../../platform/time.ts";
import { eachAsked } from "../readers/told-at.ts";
import { authorOf } from "../texts.ts";
import type { Closings, Programs, Seat, Telling } from "./gather-feed.ts";
import { pauseIfMany } from "./pauses.ts";
import type { Scope } from "./repository.ts";

/**
 * What can have stood at the oldest cut-off or later, with the rounds of very many programs, which `readAsked` takes.
 * `renewals`: of each program, by its key.
 */
export async function readGiven(
  db: Db | Tx,
  { workspaceId, cutOffAt: until, askedUntil, locale }: Scope,
  programs: Programs,
  telling: readonly Telling[],
  {
    oldest,
    cutOffAt,
    renewals,
  }: { oldest: Instant; cutOffAt: Instant; renewals: ReadonlyMap<string, readonly Renewal[]> },
): Promise<readonly RoundRow[] | null> {
  const everyOf = new Map(telling.map(({ id, rule }) => [id, rule.every]));
  const span = { after: addMs(oldest, -longestStanding(everyOf.values())), until, askedUntil };
  const of = { workspaceId, programIds: [...programs.keys()] };
  const rounds = await roundsOfMany(db, { ...of, cadenceIds: [...everyOf.keys()], ...span });
  for await (const some of await coloursGiven(db, { ...of, everyOf, ...span, rounds })) {
    for (const one of some) {
      one.author = authorOf(one, { locale });
      const program = programs.get(one.programId);
      program?.given.push(...asTakenIn(one, cutOffAt, renewals.get(program.key)));
    }
    await pauseIfMany(programs.size);
  }
  return rounds;
}

/** When these check-ins asked for a colour, or would have: where none stood then, there was silence. */
export async function readAsked(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  asking: readonly Telling[],
  {
    oldest,
    cutOffAt,
    closings,
    rounds,
  }: { oldest: Instant; cutOffAt: Instant; closings: Closings; rounds: readonly RoundRow[] | null },
): Promise<void> {
  if (oldest >= cutOffAt) return;
  await eachAsked(db, scope, asking, { oldest, until: cutOffAt, closings, rounds }, (programId, one) => {
    programs.get(programId)?.asked.push(one);
  });
}

/**
 * Told to those above a program, of the answers that feed them; in a correction too only what its digest knew. Returns where
 * the moves of dates lead.
 */
export async function readMarkers(
  db: Db | Tx,
  { workspaceId, cadenceIds, cutOffAt, askedUntil: shownBy }: Scope,
  programs: Programs,
  toldSeats: readonly Seat[],
  asOf?: Instant,
): Promise<Forecast[]> {
  const above = new Set(
    toldSeats.flatMap(({ role, program_id: id }) => (role === "sponsor" || role === "steering" ? [id] : [])),
  );
  const feeding = new Set(cadenceIds);
  const checks = await checksFor(db, workspaceId, [...programs.keys()], cutOffAt, { asOf, shownBy });
  for (const [id, doubts] of checks.markers) {
    const program = programs.get(id);
    program?.doubts.push(...doubts);
    if (above.has(id)) program?.markers.push(...markersTold(doubts, feeding));
  }
  return checks.forecasts;
}

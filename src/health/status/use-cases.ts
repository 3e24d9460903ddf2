/** The colours that were given in programs, for whoever tells how they stand. */

import type { Rule } from "../../cadences/recurrence/rule.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { closingAfter, closingsOf } from "../../programs/closings/rules.ts";
import type { GivenColour } from "../rules-given.ts";
import {
  type GivenColourRow,
  givenColoursInPieces,
  listAskingHealth,
  listGivenColours,
  listRecentRounds,
  type RoundRow,
} from "./repository.ts";

export type { RoundRow } from "./repository.ts";

export interface ColourGiven extends GivenColour {
  programId: string;
  /** Label of the round's period. */
  roundPeriod: string;
  author: string;
  /** The name of whoever answered for the author, or null. */
  delegate: string | null;
}

/** Up to so many programs they are read at once. */
const FEW_PROGRAMS = 10;

/** Of more programs than these a statement of its own for their rounds costs less than to read each with all its answers. */
const PROGRAMS_WITH_ROUNDS = 100;

/** For `coloursGiven` of very many programs their rounds; null of fewer. */
export async function roundsOfMany(
  db: Db | Tx,
  of: {
    workspaceId: string;
    programIds: readonly string[];
    cadenceIds: readonly string[];
    after: Instant;
    until: Instant;
  },
): Promise<readonly RoundRow[] | null> {
  return of.programIds.length > PROGRAMS_WITH_ROUNDS ? listRecentRounds(db, of) : null;
}

/**
 * Every revision that gave a colour in these cadences, or took one back, after `after` up to `until`; of rounds that had
 * opened by `askedUntil`. One statement; of many programs in pieces, so that whoever walks through them can pause.
 */
export async function coloursGiven(
  db: Db | Tx,
  {
    everyOf,
    rounds = null,
    ...span
  }: {
    workspaceId: string;
    programIds: readonly string[];
    /** The rhythms of these cadences, by id. */
    everyOf: ReadonlyMap<string, Rule["every"]>;
    after: Instant;
    until: Instant;
    askedUntil?: Instant | undefined;
    /** Of `roundsOfMany`. */
    rounds?: readonly RoundRow[] | null;
  },
): Promise<Iterable<ColourGiven[]> | AsyncIterable<ColourGiven[]>> {
  const scope = { ...span, cadenceIds: [...everyOf.keys()] };
  if (everyOf.size === 0) return [];
  const read = (rows: readonly GivenColourRow[]) => {
    const given: ColourGiven[] = [];
    for (const row of rows) {
      const every = everyOf.get(row.cadence_id);
      if (every !== undefined) given.push(givenIn(row, every));
    }
    return given;
  };
  if (scope.programIds.length <= FEW_PROGRAMS) return [read(await listGivenColours(db, scope))];
  return (async function* () {
    for await (const rows of givenColoursInPieces(db, scope, rounds)) yield read(rows);
  })();
}

function givenIn(row: GivenColourRow, every: Rule["every"]): ColourGiven {
  return {
    programId: row.program_id,
    checkInId: row.check_in_id,
    revision: row.revision,
    cadenceId: row.cadence_id,
    every,
    personId: row.person_id,
    roundKey: row.key,
    roundPeriod: row.period,
    answeredAt: row.answered_at,
    askedAt: row.opens_at,
    colour: row.health,
    standsUntil: row.stands_until,
    closed: closingAfter(closingsOf(row.acts), row.answered_at),
    author: row.author,
    delegate: row.delegate,
  };
}

/**
 * Of these cadences the ids of those that run and ask for a colour: where none does, none is missing. `withEnded`: of those
 * too that run no more.
 */
export async function askingForHealth(
  db: Db | Tx,
  workspaceId: string,
  cadences: readonly { id: string; state: string }[],
  { withEnded = false } = {},
): Promise<ReadonlySet<string>> {
  const those = cadences.filter(({ state }) => withEnded || state === "active").map(({ id }) => id);
  return listAskingHealth(db, workspaceId, those);
}

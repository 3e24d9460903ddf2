import { type Cadence, listActiveCadencesOf } from "../../cadences/use-cases.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import { may, readingRight } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { standingsOf } from "../../programs/use-cases.ts";
import { allReadBy } from "../proposals/of-answer.ts";
import { listDraftSources } from "../repository-check-ins.ts";
import type { RoundContext } from "../rounds/context.ts";
import { type Draft, draftAnswers, rhythmBelow, spanDrawnOn } from "./rules-drafts.ts";

export interface Drafted extends Draft {
  /** The rhythm of the check-ins that it was drafted from. */
  below: Cadence["rule"]["every"];
  /** They are the person's own; else those of others that the person may read. */
  isOwn: boolean;
  /** Some of what it may hold lives in views only. */
  isRestricted: boolean;
}

/**
 * What this person could answer in this round, from the check-ins below it: their own where they have any, else those of
 * the program that they may read. Null when there is nothing to take.
 */
export async function draftFor(
  { db, clock }: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  { round, cadence, program, questions }: RoundContext,
): Promise<Drafted | null> {
  const { every } = cadence.rule;
  if (every === "day") return null;
  const cadences = await listActiveCadencesOf(db, program);
  const below = rhythmBelow(
    every,
    cadences.map(({ rule }) => rule.every),
  );
  if (below === null) return null;
  const asking = cadences.filter(({ rule }) => rule.every === below);
  const standings = await standingsOf(db, person, program.id, { clock });
  const readable = new Set(
    asking.filter(({ disclosure }) => may(standings, readingRight(disclosure))).map((each) => each.id),
  );
  const sources = await listDraftSources(
    db,
    person.workspace_id,
    asking.map(({ id }) => id),
    spanDrawnOn(every, round.key.slice(0, "YYYY-MM-DD".length)),
  );
  const own = sources.filter(({ personId }) => personId === person.id);
  const isOwn = own.length > 0;
  const drawnOn = isOwn ? own : sources.filter(({ cadenceId }) => readable.has(cadenceId));
  // Whoever wrote it reads it whole.
  const read = await allReadBy(isOwn ? ["lead"] : standings, db, person.workspace_id, drawnOn);
  const forLead = new Set(drawnOn.flatMap(({ checkInId }, index) => (read[index]?.isForLead ? [checkInId] : [])));
  const draft = draftAnswers(
    questions,
    drawnOn.map((source, index) => ({ ...source, answers: read[index]?.answers ?? {} })),
  );
  if (draft.from.length === 0) return null;
  const disclosures = new Map(asking.map(({ id, disclosure }) => [id, disclosure]));
  const holdsRestricted = draft.from.some(({ checkInId, cadenceId }) =>
    isRestricted({ disclosure: forLead.has(checkInId) ? "lead" : (disclosures.get(cadenceId) ?? "lead") }),
  );
  return { ...draft, below, isOwn, isRestricted: asking.some(isRestricted) || holdsRestricted };
}

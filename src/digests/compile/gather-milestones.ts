/** The target dates of a digest's programs. */

import { type Question, textIn } from "../../cadences/questions/questions.ts";
import type { Forecast } from "../../health/rules-checks.ts";
import { isTakenIn, type Renewal } from "../../health/rules-given.ts";
import { dateChangeOf, dateHistoryOf, givenDateOf, outcomeIn } from "../../health/rules-milestones.ts";
import { paceOn } from "../../health/rules-pace.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { localDateOf } from "../../platform/time.ts";
import type { QuestionSets } from "./gather-answers.ts";
import type { Programs } from "./gather-feed.ts";
import { listMilestoneDatesOf, type Scope } from "./repository.ts";

/**
 * The dates of each milestone up to the cut-off, and what they came to by the edition before that had the program.
 * `askedBy`: of the cadences that are looked at, their questions. `renewals`: of each program by its key, of the editions before.
 * `forecasts`: those that were put to owners; told as they were put, of a date that stands and moves still.
 */
export async function readMilestones(
  db: Db | Tx,
  scope: Scope,
  programs: Programs,
  sets: QuestionSets,
  {
    askedBy,
    forecasts,
    toldUntil,
    renewals,
  }: {
    askedBy: ReadonlyMap<string, string>;
    forecasts: readonly Forecast[];
    toldUntil: (programId: string) => Instant;
    renewals: ReadonlyMap<string, readonly Renewal[]>;
  },
): Promise<void> {
  if (![...sets.values()].some((questions) => questions.some(isTargetDate))) return;
  const rows = await listMilestoneDatesOf(db, { ...scope, cadenceIds: [...askedBy.keys()] });
  for (const dates of Map.groupBy(rows, (row) => row.milestone_id).values()) {
    const history = dates.toSorted((a, b) => a.entry - b.entry);
    const [first] = history;
    const program = first && programs.get(first.program_id);
    if (!first || !program) continue;
    const until = toldUntil(first.program_id);
    const corrected = renewals.get(program.key)?.filter(({ cutOffAt }) => cutOffAt === until) ?? [];
    const told = history.filter(
      ({ recorded_at: recordedAt, opens_at: askedAt }) =>
        recordedAt <= until || corrected.some((renewal) => isTakenIn({ askedAt, recordedAt }, renewal)),
    );
    const now = dateHistoryOf(history.map(givenDateOf));
    const then = dateHistoryOf(told.map(givenDateOf));
    const { original, current, moves, passed } = now;
    const before = then.current;
    const lastWith = (rowsOf: typeof history, date: string | null) => rowsOf.findLast((row) => row.date === date);
    const outcome = current === null ? null : outcomeIn(lastWith(history, current));
    const label = sets.get(askedBy.get(first.cadence_id) ?? "")?.find(({ key }) => key === first.question_key)?.label;
    const differing = now.differing.map(({ checkInId }) => history.findLast((row) => row.check_in_id === checkInId));
    const isPut = ({ evidence, date }: Forecast) => evidence.id === first.milestone_id && date === current;
    program.milestones.push({
      id: first.milestone_id,
      cadenceId: first.cadence_id,
      key: first.question_key,
      label: { en: textIn(label ?? first.question_key, "en"), fr: textIn(label ?? first.question_key, "fr") },
      original,
      before,
      current,
      moves,
      outcome: outcome && { ...outcome, isNew: outcome.answeredAt > until },
      passed,
      passedOutcome: passed === null ? null : outcomeIn(lastWith(history, passed)),
      change: dateChangeOf(then, now),
      pace: paceOn(now, localDateOf(scope.cutOffAt, "UTC")) && (forecasts.findLast(isPut)?.pace ?? null),
      differing: differing.flatMap((row) => (row?.date ? [{ date: row.date, author: row.author }] : [])),
      givenBy: [lastWith(history, current), ...differing, lastWith(told, before ?? passed)].flatMap((row) =>
        row
          ? [
              {
                checkInId: row.check_in_id,
                revision: row.revision,
                author: row.author,
                roundPeriod: row.period,
                answeredAt: row.recorded_at,
              },
            ]
          : [],
      ),
    });
  }
}

function isTargetDate(question: Question): boolean {
  return question.feeds === "milestone" && question.type === "date";
}

/** What was done in the check-ins of the rhythm below, offered line by line, so that nobody writes the same thing twice. */
import { listActiveCadencesOf } from "../../cadences/cadences.ts";
import { linesIn } from "../../cadences/questions/field-lines.ts";
import { dayAbout } from "../../cadences/recurrence/occurrences.ts";
import type { Rule, WrittenRule } from "../../cadences/recurrence/rule.ts";
import { isRestricted } from "../../people/disclosure.ts";
import type { Person } from "../../people/people.ts";
import { may, readingRight } from "../../people/rights.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import { standingsOf } from "../../programs/programs.ts";
import { answersAbove } from "../answers-above.ts";
import type { RoundContext } from "../rounds/context.ts";
import { listCheckInsBelow } from "../stored-check-ins.ts";

type Every = Rule["every"];

/** The rhythm below, else the nearest below it that the program has. */
const BELOW: Record<Every, readonly Every[]> = {
  day: [],
  week: ["day"],
  month: ["week", "day"],
  quarter: ["month", "week"],
  year: ["quarter", "month"],
};

/**
 * The nominal dates, after `after` up to `through`, of the rounds below a round: one period of its own rhythm, which ends with
 * the round, or with the quarter that it is about.
 */
export function spanBelow(rule: WrittenRule, key: LocalDate): { after: LocalDate; through: LocalDate } {
  const back: Record<Every, Temporal.DurationLike> = {
    day: { days: 1 },
    week: { weeks: 1 },
    month: { months: 1 },
    quarter: { months: 3 },
    year: { years: 1 },
  };
  const through = dayAbout(rule, key);
  if (through === key) return { after: Temporal.PlainDate.from(key).subtract(back[rule.every]).toString(), through };
  const next = Temporal.PlainDate.from(through).add({ days: 1 });
  return { after: next.subtract(back[rule.every]).subtract({ days: 1 }).toString(), through };
}

/**
 * Lines of *Done* of the rounds below this one, the oldest first: the person's own where they have any, else those of others
 * that they may read.
 */
export async function doneBelow(
  { db, clock }: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  { round, cadence, program }: RoundContext,
): Promise<string[]> {
  const { every } = cadence.rule;
  const cadences = (await listActiveCadencesOf(db, program)).filter((each) => !isRestricted(each));
  const asked = cadences.map(({ rule }) => rule.every);
  const below = BELOW[every].find((each) => asked.includes(each));
  if (below === undefined || isRestricted(cadence)) return [];
  const asking = cadences.filter(({ rule }) => rule.every === below);
  const standings = await standingsOf(db, person, program.id, { clock });
  const readable = asking.filter(({ disclosure }) => may(standings, readingRight(disclosure))).map(({ id }) => id);
  const ids = asking.map(({ id }) => id);
  const span = spanBelow(cadence.rule, round.key.slice(0, "YYYY-MM-DD".length));
  const checkIns = await listCheckInsBelow(db, person.workspace_id, ids, span);
  const own = checkIns.filter(({ personId }) => personId === person.id);
  const shown = own.length > 0 ? own : checkIns.filter(({ cadenceId }) => readable.includes(cadenceId));
  const inTime = shown.toSorted((one, other) => (one.answeredAt < other.answeredAt ? -1 : 1));
  return inTime.flatMap(({ questions, answers }) => {
    // What its author keeps in the team is offered to nobody for what goes above.
    const above = answersAbove(questions, answers);
    return questions.flatMap(({ key, feeds }) => (feeds === "progress" ? linesIn(above[key]) : []));
  });
}

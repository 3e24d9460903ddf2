/** Numbers as they moved: from what was told before, since when, against their target. Pure. */
import { dayNamedIn } from "../../platform/texts/days.ts";
import { daysBetween, type LocalDate, localDateOf } from "../../platform/time.ts";
import type { LineOf } from "../document.ts";
import { toldUntil } from "../holds/rules.ts";
import type { AnswerFacts, DigestFacts, ProgramFacts } from "./facts.ts";

type Measure = LineOf<"progress">["metrics"][number];

/** By its key such a number says how many there are in all: it is the target of the number asked before it. */
const TARGET = /(?:^|-)(?:total|target|goal|in-all|cible|objectif)(?:-|$)/;

interface Point {
  value: number;
  answer: AnswerFacts;
}

/**
 * The numbers of the last answer that has any, each beside the last of an earlier period, or the first of this one: by the
 * same person where they gave it, else by whoever did. What somebody else gave last before stands where it is the same, or
 * counts towards the same target: that is the program's number, not theirs.
 * `behind`: the answers that they come from.
 */
export function measuresOf(
  head: Pick<DigestFacts, "reader" | "fromAt" | "earlierCutOffs" | "cutOffAt">,
  program: ProgramFacts,
) {
  const until = toldUntil(head, program);
  const earlier = new Set(program.measured.filter(({ answeredAt, toldAt = answeredAt }) => toldAt <= until));
  const isOwed = (answer: AnswerFacts) => program.answers.some(({ checkInId }) => checkInId === answer.checkInId);
  const known = program.measured.filter((answer) => earlier.has(answer) || !isOwed(answer));
  const all = [...known, ...program.answers].toSorted((one, other) =>
    one.answeredAt < other.answeredAt ? -1 : Number(one.answeredAt > other.answeredAt),
  );
  const measured = all.findLast((answer) => !earlier.has(answer) && numbersIn(answer).length > 0);
  if (!measured) return { metrics: [], behind: [] };
  const ofCadence = all.filter(({ cadenceId }) => cadenceId === measured.cadenceId);
  const own = ofCadence.filter(({ personId }) => personId === measured.personId);
  const given = own.some((answer) => answer !== measured && numbersIn(answer).length > 0) ? own : ofCadence;
  const behind = new Set([measured]);
  const dateOf = ({ answer }: Point) => localDateOf(answer.answeredAt, head.reader.zone);
  const numbers = numbersIn(measured);
  const metrics = numbers.flatMap(({ key, label, value }, index): Measure[] => {
    if (index > 0 && TARGET.test(key)) return [];
    const next = numbers[index + 1];
    const target = next && TARGET.test(next.key) ? next : undefined;
    const of = (answers: readonly AnswerFacts[]) => answers.flatMap((answer) => pointOf(answer, key) ?? []);
    const toldLast = of(ofCadence).findLast(({ answer }) => earlier.has(answer));
    const targetIn = ({ answer }: Point) => target && pointOf(answer, target.key)?.value;
    const isProgramsOwn = target !== undefined && toldLast !== undefined && targetIn(toldLast) === target.value;
    const points = of(isProgramsOwn || toldLast?.value === value ? ofCadence : given);
    const before = points.findLast(({ answer }) => earlier.has(answer)) ?? points[0];
    const beside = (point: Point | undefined): Measure => {
      const was = point && targetIn(point);
      const isOther = was !== undefined && was !== target?.value;
      return { label, value, ...(target && { target: target.value }), ...(isOther && { targetBefore: was }) };
    };
    if (before && before.value !== value) {
      behind.add(before.answer);
      const recent = lastApart(points.map((point) => ({ ...point, on: dateOf(point) })));
      const by = target && dayAheadIn([label, target.label], localDateOf(head.cutOffAt, head.reader.zone));
      const pace = target && by ? paceOf(recent, { value: target.value, on: by }) : null;
      if (pace) for (const { answer } of recent) behind.add(answer);
      return [{ ...beside(before), from: before.value, since: dateOf(before), ...(pace && { pace }) }];
    }
    // It stands since it moved itself, whatever its target did.
    const moved = points.findLastIndex((point) => point.value !== value);
    const first = points[moved + 1];
    if (!first || first.answer === measured) return [beside(before)];
    behind.add(first.answer);
    return [{ ...beside(first), since: dateOf(first), ...(moved < 0 && { isSinceLonger: true as const }) }];
  });
  return { metrics, behind: [...behind] };
}

const BY = /(?<!\p{L})(?:by|until|d[’']ici|avant)(?!\p{L})/iu;

/** The day by which a question says that its number is due: by its own words alone, in one of its languages. */
function dayAheadIn(labels: readonly Measure["label"][], today: LocalDate): LocalDate | null {
  const named = labels
    .flatMap(({ en, fr }) => [en, fr])
    .flatMap((label) => {
      const by = BY.exec(label);
      return by ? (dayNamedIn(label.slice(by.index), today) ?? []) : [];
    });
  return named.find((day) => day > today) ?? null;
}

const POINTS = 3;
const APART_DAYS = 7;

/** The newest first, each a week or more from the next. */
function lastApart<P extends { on: LocalDate }>(points: readonly P[]): P[] {
  const recent: P[] = [];
  for (const point of points.toReversed()) {
    const after = recent.at(-1);
    const isApart = after === undefined || daysBetween(point.on, after.on) >= APART_DAYS;
    if (isApart && recent.length < POINTS) recent.push(point);
  }
  return recent;
}

/**
 * What a number comes to by the day of its target, where it rose towards it from each of these answers to the next: as much
 * a day as over all of them.
 */
function paceOf(
  recent: readonly { value: number; on: LocalDate }[],
  target: { value: number; on: LocalDate },
): Measure["pace"] | null {
  const [last, middle, first] = recent;
  if (!last || !middle || !first) return null;
  if (!(first.value < middle.value && middle.value < last.value && last.value < target.value)) return null;
  const perDay = (last.value - first.value) / daysBetween(first.on, last.on);
  const exact = last.value + perDay * daysBetween(last.on, target.on);
  const digits = [first, last].every(({ value }) => Number.isInteger(value)) ? 1 : 10;
  return { forecast: Math.round(exact * digits) / digits, on: target.on };
}

export function numbersIn(answer: AnswerFacts) {
  return answer.fed.flatMap(({ feed, key, label, value }) =>
    feed === "metric" && typeof value === "number" ? [{ key, label, value }] : [],
  );
}

function pointOf(answer: AnswerFacts, wanted: string): Point | null {
  const found = numbersIn(answer).find(({ key }) => key === wanted);
  return found ? { value: found.value, answer } : null;
}

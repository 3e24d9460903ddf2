/** Rows of answers as facts of a report. Pure. */
import type { Selectable } from "kysely";
import type { readRule } from "../../cadences/cadences.ts";
import { linesIn } from "../../cadences/questions/field-lines.ts";
import { HEALTH_COLOURS } from "../../cadences/questions/health-scale.ts";
import {
  type AnswerValue,
  answersSchema,
  isHealthAnswer,
  isOutlook,
  isRecommendation,
  type Question,
} from "../../cadences/questions/questions.ts";
import type { CadenceTable, Disclosure } from "../../cadences/table.ts";
import { teamOnlyKeys } from "../../check-ins/answers-above.ts";
import { objectivesIn } from "../../check-ins/form/recommendation-and-outlook.ts";
import type { CheckInRevisionTable, CheckInTable, RoundTable } from "../../check-ins/table.ts";
import { isRestricted } from "../../people/disclosure.ts";
import type { Instant } from "../../platform/clock.ts";
import { jsonColumn } from "../../platform/json-column.ts";
import { addMs, DAY, instantOf, type LocalDate, later, localDateOf } from "../../platform/time.ts";
import type { SeatTable } from "../../programs/table.ts";
import { DAYS_CONFIRMED } from "../compile/basis.ts";
import type { Status } from "../compile/report.ts";
import type { AnswerFacts, FieldFacts, ProgramFacts, TeamStatus } from "./program-facts.ts";
import { runOf, statusAt } from "./status-history.ts";

export interface CadenceRead extends Pick<CadenceTable, "id" | "program_id"> {
  every: ReturnType<typeof readRule>["every"];
  /** A day of the period that its round with this key is about. */
  dayAbout: (key: LocalDate) => LocalDate;
  disclosure: Disclosure;
  /** Whether what is answered in it goes into this report. */
  feeds: boolean;
  /** From which day on what is answered about does so alone: of quarters a year takes in the last. */
  feedsFrom?: LocalDate;
  /** Whether what leads answer in it does, where nobody answered what feeds it. */
  standsIn: boolean;
  /** Whether whoever leads gives the status in it. */
  asksStatus: boolean;
  questions: ReadonlyMap<string, readonly Question[]>;
}

export type SeatRead = Pick<Selectable<SeatTable>, "program_id" | "person_id" | "role" | "from_date" | "until_date">;

export interface AnswersBasis extends Pick<ProgramFacts, "cutOffAt" | "period" | "rhythm" | "statuses"> {
  answersFromAt: Instant;
  cadences: ReadonlyMap<string, CadenceRead>;
  /** Of lead and deputies, also those that are over. */
  seats: readonly SeatRead[];
  /** By id, of objectives that answers are about. */
  objectiveTitles: ReadonlyMap<string, string>;
}

/** A revision of a check-in, with its round. */
export type AnswerRow = Pick<
  Selectable<CheckInRevisionTable>,
  "program_id" | "check_in_id" | "revision" | "answered_at" | "health" | "answers" | "author_id"
> &
  Pick<Selectable<CheckInTable>, "person_id" | "cadence_id"> &
  Pick<Selectable<RoundTable>, "key" | "period" | "question_set_id">;

const readAnswers = jsonColumn(answersSchema);

/** Of each check-in that feeds the report its last revision, in the order in which they were given. */
export function answersOf(rows: readonly AnswerRow[], basis: AnswersBasis): AnswerFacts[] {
  return lastRevisions(rows).flatMap((row) => {
    const cadence = basis.cadences.get(row.cadence_id);
    const roles = rolesOn(row, basis);
    const leads = isOfLead(row, roles, basis);
    if (!cadence || !(cadence.feeds || (cadence.standsIn && leads))) return [];
    const day = cadence.dayAbout(row.key);
    const isEarlier = day < basis.period.from;
    if (day > basis.period.until || day < (cadence.feedsFrom ?? "")) return [];
    if (isEarlier && row.answered_at <= basis.answersFromAt) return [];
    return [
      {
        checkInId: row.check_in_id,
        revision: row.revision,
        personId: row.person_id,
        ...(row.author_id !== row.person_id && { writerId: row.author_id }),
        isOfLead: leads,
        ...(roles.length > 0 && !roles.includes("lead") && { isOfDeputy: true as const }),
        // Daily answers are of the week, in which nobody is asked otherwise.
        every: cadence.every === "day" ? "week" : cadence.every,
        period: row.period,
        answeredAt: row.answered_at,
        isLate: isEarlier,
        ...(!cadence.feeds && { isForTeam: true as const }),
        fields: fieldsOf(row, cadence),
        ...chosenIn(row, cadence, basis),
      },
    ];
  });
}

/**
 * Of what others than lead and deputies said last of late, since the day on which the program's status began, the worst, where
 * it is worse than that status.
 */
export function teamStatusOf(rows: readonly AnswerRow[], basis: AnswersBasis & { zone: string }): TeamStatus | null {
  const status = statusAt(basis.statuses, basis.cutOffAt)?.status;
  // As if it were called green now, nothing has begun.
  const given = basis.statuses.filter(({ by }) => by !== "");
  const { since = basis.period.from } = runOf(given, basis.cutOffAt) ?? {};
  const begins = later(instantOf(since, "00:00", basis.zone), addMs(basis.cutOffAt, -DAYS_CONFIRMED * DAY));
  const byPerson = Map.groupBy(
    lastRevisions(rows).filter(
      (row) => row.health !== null && row.answered_at >= begins && !isOfLead(row, rolesOn(row, basis), basis),
    ),
    (row) => row.person_id,
  );
  const last = [...byPerson.values()].flatMap((theirs) => theirs.at(-1) ?? []);
  const [worst] = last.toSorted(
    (a, b) => severity(b.health) - severity(a.health) || (a.answered_at < b.answered_at ? 1 : -1),
  );
  if (!worst || worst.health === null || status === undefined || severity(worst.health) <= severity(status))
    return null;
  const cadence = basis.cadences.get(worst.cadence_id);
  return {
    status: worst.health,
    by: worst.person_id,
    at: worst.answered_at,
    reason: cadence && !isRestricted(cadence) ? reasonIn(worst, cadence) : null,
    checkInId: worst.check_in_id,
    revision: worst.revision,
  };
}

function severity(status: Status | null): number {
  return status === null ? -1 : HEALTH_COLOURS.indexOf(status);
}

/** Rows come in the order in which they were given: of a check-in the last stands, where it was given. */
function lastRevisions(rows: readonly AnswerRow[]): AnswerRow[] {
  const last = new Map<string, AnswerRow>();
  for (const row of rows) {
    if ((last.get(row.check_in_id)?.revision ?? 0) > row.revision) continue;
    last.delete(row.check_in_id);
    last.set(row.check_in_id, row);
  }
  return [...last.values()];
}

/** By their roles on that day; by the history, where a seat is gone. */
function isOfLead(
  row: AnswerRow,
  roles: readonly SeatRead["role"][],
  { statuses }: Pick<AnswersBasis, "statuses">,
): boolean {
  return roles.length > 0 || statuses.some(({ checkInId }) => checkInId === row.check_in_id);
}

/** Lead or deputy, as whoever answered was on that day. */
function rolesOn(row: AnswerRow, { seats }: Pick<AnswersBasis, "seats">): SeatRead["role"][] {
  const on = localDateOf(row.answered_at, "UTC");
  const held = seats.filter(
    ({ person_id: id, from_date: from, until_date: until }) =>
      id === row.person_id && (from === null || from <= on) && (until === null || until >= on),
  );
  return held.map(({ role }) => role);
}

function fieldsOf(row: AnswerRow, cadence: CadenceRead): FieldFacts[] {
  const answers = readAnswers(row.answers);
  const questions = cadence.questions.get(row.question_set_id) ?? [];
  const teamOnly = teamOnlyKeys(questions, answers);
  return questions.flatMap((question): FieldFacts[] => {
    const { feeds } = question;
    if (question.language || feeds === undefined || feeds === "health" || feeds === "details") return [];
    const value = answers[question.key];
    // Words for whoever leads alone live in views, and in no report.
    if (isRestricted(cadence)) return [{ feeds, lines: [], isTeamOnly: true }];
    const written = linesIn(shownValue(question, value));
    // A bottom line is one, however it was typed.
    const lines = feeds === "bottom-line" && written.length > 0 ? [written.join(" ")] : written;
    const others = questions.flatMap(({ key, language, ...other }) => {
      const [text] = language && other.feeds === feeds ? linesIn(answers[key]) : [];
      return language && text !== undefined ? [[language, text]] : [];
    });
    const texts = others.length > 0 && { texts: Object.fromEntries(others) };
    return [{ feeds, lines, ...texts, ...(teamOnly.has(question.key) && { isTeamOnly: true as const }) }];
  });
}

/** What is recommended, and whether objectives will be reached: of what goes above. */
function chosenIn(
  row: AnswerRow,
  cadence: CadenceRead,
  { objectiveTitles }: Pick<AnswersBasis, "objectiveTitles">,
): Pick<AnswerFacts, "recommendation" | "outlook"> {
  if (isRestricted(cadence)) return {};
  const answers = readAnswers(row.answers);
  const asked = cadence.questions.get(row.question_set_id) ?? [];
  const given = asked.flatMap(({ key }) => answers[key] ?? []);
  const recommendation = given.find(isRecommendation);
  const outlook = given.filter(isOutlook).flatMap((answer) =>
    Object.entries(answer.outlook).flatMap(([itemId, is]) => {
      const title = objectiveTitles.get(itemId);
      return title === undefined ? [] : [{ itemId, title, outlook: is }];
    }),
  );
  return { ...(recommendation && { recommendation }), ...(outlook.length > 0 && { outlook }) };
}

/** Ids of the objectives that answers are about. */
export function objectivesAnswered(rows: readonly Pick<AnswerRow, "answers">[]): string[] {
  const own = rows.filter(({ answers }) => answers.includes('"outlook"'));
  return [...new Set(own.flatMap(({ answers }) => objectivesIn(readAnswers(answers))))];
}

/** Dates, people and choices of a list are no words of a report. */
function shownValue({ type }: Question, value: AnswerValue | undefined): AnswerValue | undefined {
  return type === "text" || type === "long-text" || type === "number" ? value : undefined;
}

function reasonIn(row: AnswerRow, { questions }: CadenceRead): string | null {
  const answers = readAnswers(row.answers);
  for (const { key, feeds } of questions.get(row.question_set_id) ?? []) {
    const value = answers[key];
    if (feeds === "health" && isHealthAnswer(value)) return value.reason ?? null;
  }
  return null;
}

import { readAudience, readQuestions, readRule } from "../../cadences/cadences.ts";
import { dayAbout, MOST_DAYS_AFTER } from "../../cadences/recurrence/occurrences.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Events } from "../../platform/services.ts";
import { addLocalDays, addMs, DAY, earliest, instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import type { IsWorkingDay } from "../../platform/working-days.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";
import { titlesOfObjectives } from "../../register/item-rights.ts";
import { PRIVATE_TYPES } from "../../register/item-types.ts";
import { handedOverAt, lastWordAt } from "../../register/silent-items.ts";
import { DAYS_CONFIRMED } from "../compile/basis.ts";
import type { Period, Report, Rhythm } from "../compile/report.ts";
import { tracksInReports } from "../events.ts";
import { all, grouped, inOrder, isIn } from "../portfolio/chunked-queries.ts";
import {
  type AnswerRow,
  type AnswersBasis,
  answersOf,
  type CadenceRead,
  objectivesAnswered,
  type SeatRead,
  teamStatusOf,
} from "./answers.ts";
import { feedsReport, isTakenIn, rankOf } from "./cadences-feeding-reports.ts";
import { type EventRead, itemOf } from "./items.ts";
import { readMeasures } from "./measures.ts";
import { hasYears, lastQuarterFrom } from "./periods.ts";
import type { AnswerFacts, ProgramFacts, StatusEntry, TrackFacts } from "./program-facts.ts";
import { type Asked, readPrompts } from "./prompts.ts";
import { listStatuses } from "./statuses.ts";

export interface FactsWanted {
  workspaceId: string;
  programIds: readonly string[];
  rhythm: Rhythm;
  period: Period;
  /** Of each program the cut-off of its report before, or when that would have gone. */
  fromAt: (programId: string) => Instant;
  /** Of each program the last instant whose answers its report before has: that of its draft, where it was sent later. */
  answersFromAt: (programId: string) => Instant;
  cutOffAt: Instant;
  lateBefore: LocalDate;
  zone: string;
  /** Of the workspace. */
  isWorkingDay: IsWorkingDay;
  earlierCutOffs: readonly Instant[];
  isUnderWay?: boolean;
  /** As they would be if whoever leads called it on track at the cut-off. */
  asIfGreen?: boolean;
  /** Of quarters and years the shorter reports within them, by program. */
  within?: ReadonlyMap<string, readonly Report[]>;
}

/** Of what is read of capabilities above, by `events`. */
export interface FactsContext {
  db: Db | Tx;
  events: Events;
}

/** By program. Of a program without anything the facts are empty. */
export async function readFacts(ctx: FactsContext, wanted: FactsWanted): Promise<Map<string, ProgramFacts>> {
  const { db } = ctx;
  const { programIds, workspaceId, cutOffAt, zone } = wanted;
  if (programIds.length === 0) return new Map();

  const oldest = earliest(...programIds.map(wanted.fromAt), ...programIds.map(wanted.answersFromAt)) ?? cutOffAt;
  const scope: Scope = { ...wanted, oldest };

  const cadences = await readCadences(db, scope);
  const feeding = [...cadences.values()].filter(({ feeds }) => feeds).map(({ id }) => id);
  const standIns = [...cadences.values()].filter(({ standsIn }) => standsIn).map(({ id }) => id);

  const seats = await readSeats(db, scope);
  const statuses = await listStatuses(db, { workspaceId, programIds, until: cutOffAt, zone });
  const answers = await readAnswers(db, scope, [...feeding, ...standIns]);
  const objectiveIds = objectivesAnswered([...answers.values()].flat());
  const objectiveTitles = await titlesOfObjectives(db, workspaceId, objectiveIds);
  const prompts = await readPrompts(db, scope, {
    cadences,
    leads: (programId, personId) => (seats.get(programId) ?? []).some(({ person_id: id }) => id === personId),
    since: earliest(...[...statuses.values()].flatMap((entries) => entries.at(-1)?.at ?? [])) ?? cutOffAt,
  });

  const found = await grouped(db, scope, selectItems(db, scope), (row) => row.program_id);
  const items = await inOrder(found, ({ raised_at: at, id }) => `${at} ${id}`);
  const events = await readEvents(db, scope);
  const measures = await readMeasures(db, wanted, [...items.values()].flat());

  const tracks = await readTracks(ctx, scope);

  const facts = new Map<string, ProgramFacts>();
  for (const programId of programIds) {
    await yieldToEventLoop();
    const fromAt = wanted.fromAt(programId);
    const basis: AnswersBasis = {
      cadences,
      cutOffAt,
      period: wanted.period,
      rhythm: wanted.rhythm,
      answersFromAt: wanted.answersFromAt(programId),
      seats: seats.get(programId) ?? [],
      objectiveTitles,
      statuses: [...(statuses.get(programId) ?? []), ...(wanted.asIfGreen ? [greenAt(cutOffAt, zone)] : [])],
    };

    const rows = answers.get(programId) ?? [];
    const given = answersOf(rows, basis);
    const { asked, silentFrom } = prompts.get(programId) ?? { asked: [], silentFrom: null };

    facts.set(programId, {
      programId,
      rhythm: wanted.rhythm,
      period: wanted.period,
      ...(wanted.isUnderWay && { isUnderWay: true as const }),
      fromAt,
      cutOffAt,
      lateBefore: wanted.lateBefore,
      zone: wanted.zone,
      earlierCutOffs: wanted.earlierCutOffs,
      statuses: basis.statuses,
      teamStatus: teamStatusOf(rows, { ...basis, zone: wanted.zone }),
      answers: given,
      within: wanted.within?.get(programId) ?? [],
      items: (items.get(programId) ?? [])
        .filter(({ type }) => type !== "measure")
        .map((item) => itemOf(item, events.get(item.id) ?? [], { zone: wanted.zone, fromAt })),
      measures: measures.get(programId) ?? [],
      tracks: tracks.get(programId) ?? [],
      ...participation(asked, given, wanted.rhythm),
      isLeadSilent: silentFrom !== null && silentFrom > (basis.statuses.at(-1)?.at ?? silentFrom),
    });
  }

  return facts;
}

async function readTracks({ db, events }: FactsContext, scope: Scope): Promise<Map<string, TrackFacts[]>> {
  const { workspaceId, programIds, oldest: since, cutOffAt, zone, isWorkingDay } = scope;
  const services = { events, clock: { now: () => cutOffAt } };
  const asked = { workspaceId, programIds, since, today: localDateOf(cutOffAt, zone), zone, isWorkingDay };
  const [tracksOf] = tracksInReports.itemsIn({ events });
  return tracksOf ? tracksOf(services, db, asked) : new Map();
}

/** Whoever answered counts among those asked, also where nobody had to ask them. */
function participation(
  asked: readonly Asked[],
  given: readonly AnswerFacts[],
  rhythm: Rhythm,
): Pick<ProgramFacts, "asked" | "answered"> {
  const authors = given
    .filter(({ every, isOfLead, isLate }) => {
      const longer = rankOf(every) - rankOf(rhythm);
      return !isLate && (longer === 0 || (longer > 0 && isOfLead));
    })
    .map(({ personId }) => personId);
  const answered = asked.flatMap(({ personId, hasAnswered }) => (hasAnswered ? [personId] : []));
  return {
    asked: [...new Set([...asked.map(({ personId }) => personId), ...authors])],
    answered: [...new Set([...answered, ...authors])],
  };
}

/** As if it were called so then, by nobody. */
function greenAt(at: Instant, zone: string): StatusEntry {
  return {
    at,
    day: localDateOf(at, zone),
    status: "green",
    givenAs: "lead",
    round: null,
    reason: null,
    action: null,
    actionBy: null,
    by: "",
    checkInId: null,
  };
}

export interface Scope extends FactsWanted {
  /** The earliest instant after which anything of these programs is news. */
  oldest: Instant;
}

/** The cadences of these programs with all versions of their questions. One statement. */
async function readCadences(db: Db | Tx, scope: Scope): Promise<Map<string, CadenceRead>> {
  const query = db
    .selectFrom("cadence")
    .crossJoin("question_set as asked")
    .whereRef("asked.workspace_id", "=", "cadence.workspace_id")
    .whereRef("asked.cadence_id", "=", "cadence.id")
    .select(["cadence.id", "cadence.program_id", "cadence.rule", "cadence.readers", "cadence.disclosure"])
    .select(["cadence.state", "asked.id as asked_id", "asked.questions"])
    .where("cadence.workspace_id", "=", scope.workspaceId)
    .where("cadence.program_id", "in", scope.programIds);

  const rows = await all(db, scope, query);
  const hasWeekly = new Set(
    rows.flatMap((row) => (row.state !== "archived" && readRule(row.rule).every === "week" ? [row.program_id] : [])),
  );

  const cadences = new Map<string, CadenceRead>();
  for (const [id, versions] of Map.groupBy(rows, (row) => row.id)) {
    await yieldToEventLoop();
    const [row] = versions;
    if (!row) continue;

    const rule = readRule(row.rule);
    const { every } = rule;
    const readers = readAudience(row.readers);
    const { disclosure, program_id } = row;
    const feeds = feedsReport(scope.rhythm, { every, readers, disclosure, hasWeekly: hasWeekly.has(program_id) });
    const questions = new Map(versions.map((version) => [version.asked_id, readQuestions(version.questions)]));
    const asksStatus = [...questions.values()].flat().some((question) => question.feeds === "health");

    cadences.set(id, {
      id,
      program_id,
      every,
      dayAbout: (key) => dayAbout(rule, key),
      disclosure,
      feeds,
      ...(isTakenIn(scope.rhythm, every) && { feedsFrom: lastQuarterFrom(scope.period) }),
      questions,
      standsIn: !feeds && scope.rhythm === "monthly" && every === "week",
      asksStatus: every !== "day" && asksStatus,
    });
  }

  return cadences;
}

/** Of everybody who leads or led them, or stood in. One statement. */
async function readSeats(db: Db | Tx, { workspaceId, programIds }: Scope): Promise<Map<string, SeatRead[]>> {
  const rows = await db
    .selectFrom("seat")
    .select(["program_id", "person_id", "role", "from_date", "until_date"])
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", programIds)
    .where("role", "in", ["lead", "deputy"])
    .execute();
  return Map.groupBy(rows, (row) => row.program_id);
}

/** A form may be answered half a period before it opens. */
const EARLY_DAYS = { weekly: 7, monthly: 31, quarterly: 92, annual: 366 } as const;

/**
 * Every revision of what feeds the reports and belongs to the period, or came late for an earlier one; and of others what they
 * said of the status. One statement.
 */
async function readAnswers(db: Db | Tx, scope: Scope, feeding: readonly string[]): Promise<Map<string, AnswerRow[]>> {
  const rows = await grouped(db, scope, selectAnswers(db, scope, feeding), (row) => row.program_id);
  return inOrder(rows, ({ answered_at: at, revision }) => `${at} ${1000 + revision}`);
}

function selectAnswers(db: Db | Tx, scope: Scope, feeding: readonly string[]) {
  const { period, rhythm, oldest, cutOffAt } = scope;
  const lastKey = addLocalDays(period.until, hasYears(rhythm) ? MOST_DAYS_AFTER : 0);
  const begins = addMs(instantOf(period.from, "00:00", "UTC"), -EARLY_DAYS[rhythm] * DAY);

  return (
    db
      .selectFrom("check_in_revision as revision")
      .innerJoin("check_in", (join) =>
        join
          .onRef("check_in.workspace_id", "=", "revision.workspace_id")
          .onRef("check_in.id", "=", "revision.check_in_id"),
      )
      .innerJoin("round", (join) =>
        join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
      )
      .select(["revision.program_id", "revision.check_in_id", "revision.revision", "revision.answered_at"])
      .select(["revision.health", "revision.answers", "check_in.person_id", "check_in.cadence_id"])
      .select(["round.key", "round.period", "round.question_set_id", "revision.author_id"])
      .where("revision.workspace_id", "=", scope.workspaceId)
      .where("revision.program_id", "in", scope.programIds)
      .where("revision.answered_at", ">", earliest(begins, oldest, addMs(cutOffAt, -DAYS_CONFIRMED * DAY)) ?? begins)
      .where("revision.answered_at", "<=", cutOffAt)
      .where("check_in.removed_at", "is", null)
      // What its team says of the status until it goes is read, though it belongs to the next period.
      .where(({ eb, or }) => or([eb("round.key", "<=", lastKey), eb("revision.health", "is not", null)]))
      .where(({ eb, or }) =>
        or([
          eb("round.key", ">=", period.from),
          eb("revision.answered_at", ">", oldest),
          eb("revision.health", "is not", null),
        ]),
      )
      .where(({ eb, or }) => or([isIn("check_in.cadence_id", feeding), eb("revision.health", "is not", null)]))
  );
}

/** Open, or ended since: of decisions in force those that are news. */
function selectItems(db: Db | Tx, scope: Scope) {
  return (
    db
      .selectFrom("item")
      .innerJoin("program", (join) =>
        join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
      )
      .leftJoin("person as owner", (join) =>
        join.onRef("owner.workspace_id", "=", "item.workspace_id").onRef("owner.id", "=", "item.owner_id"),
      )
      .select(["item.id", "item.program_id", "item.type", "item.number", "item.title", "item.state", "item.owner_id"])
      .select(["item.raised_by", "item.raised_at", "item.due_on", "item.original_due_on", "item.due_moves"])
      .select(["item.details", "item.disclosure", "item.check_in_id", "item.revision", "item.closed_at"])
      .select(["item.updated_at", "item.answer_by", "program.short_key", "owner.zone as owner_zone"])
      .select(lastWordAt(scope.cutOffAt).as("last_word_at"))
      .select(handedOverAt(scope.cutOffAt).as("handed_over_at"))
      .where("item.workspace_id", "=", scope.workspaceId)
      .where("item.program_id", "in", scope.programIds)
      .where("item.raised_at", "<=", scope.cutOffAt)
      .where("item.type", "not in", [...PRIVATE_TYPES, "objective"])
      // Who sponsors it is told by the role itself, to each in their language. What was imported and taken back never was.
      .where(({ eb, and }) => and(["sponsor-choice:%", "undone:%"].map((by) => eb("item.source_key", "not like", by))))
      .where(({ eb, or, and }) =>
        or([
          and([eb("item.closed_at", "is", null), eb("item.type", "!=", "decision")]),
          eb("item.closed_at", ">", scope.oldest),
          and([eb("item.type", "=", "decision"), eb("item.updated_at", ">", scope.oldest)]),
        ]),
      )
  );
}

/** What moved dates, states and owners since, by item, in order. One statement. */
async function readEvents(db: Db | Tx, scope: Scope): Promise<Map<string, EventRead[]>> {
  const query = db
    .selectFrom("item")
    .crossJoin("item_event as event")
    .whereRef("event.workspace_id", "=", "item.workspace_id")
    .whereRef("event.item_id", "=", "item.id")
    .select(["event.item_id", "event.at", "event.event", "event.actor_id", "event.before", "event.after", "event.note"])
    .where("item.workspace_id", "=", scope.workspaceId)
    .where("item.program_id", "in", scope.programIds)
    .where("item.updated_at", ">", scope.oldest)
    .where("event.at", ">", scope.oldest)
    .where("event.at", "<=", scope.cutOffAt)
    .where(({ eb, or }) => or(["due_on", "state", "owner_id"].map((name) => eb("event.after", "like", `%"${name}"%`))))
    .orderBy("event.item_id")
    .orderBy("event.revision");
  return grouped(db, scope, query, (row) => row.item_id);
}

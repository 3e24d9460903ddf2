/** Reports as they are stored: compiled when they are first asked for, frozen by the first digest that goes with them. */

import { type WorkspaceTime, workspaceTime } from "../../calendars/calendars.ts";
import { dateOf, dayOf, isWorkingDay, workingDayFrom } from "../../calendars/day-arithmetic.ts";
import type { Instant } from "../../platform/clock.ts";
import { chunksOf, type Db, type Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, instantOf, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";
import { freezeDraft } from "../drafts/stored-drafts.ts";
import { type FactsContext, readFacts } from "../facts/facts.ts";
import { earlierCutOffs, lastSending, periodBefore, periodHolding } from "../facts/periods.ts";
import { canGoAbove, forProgram } from "../facts/readable-facts.ts";
import type { ReportState } from "../table.ts";
import { compile } from "./compile.ts";
import { type CurrentReports, type ReportsWanted, readEarlier, reportsSentBy } from "./earlier-reports.ts";
import { DOCUMENTS_IN_STATEMENT, type Report, readReport } from "./report.ts";

export interface StoredReport {
  id: string;
  state: ReportState;
  report: Report;
  /** Null: no digest has gone with it yet. */
  sentAt: Instant | null;
}

type Stamps = Pick<Services, "db" | "clock" | "ids" | "events">;

/**
 * The reports of these programs for a period, frozen: what was sent is given as it was sent; all others are compiled as of now
 * and go from now on like that to every reader. One that is held goes without its words. In two processes at once one freezes.
 * Returns the ids of all.
 */
export async function freezeReports(services: Stamps, wanted: ReportsWanted): Promise<string[]> {
  const { db, clock } = services;
  const stored = await storedIds(db, wanted);
  const missing = wanted.programIds.filter((id) => (stored.get(id)?.sentAt ?? null) === null);
  if (missing.length === 0) return idsOf(stored);
  const now = clock.now();
  const { workspaceId } = wanted;
  for (const programIds of chunksOf(missing, PROGRAMS_AT_ONCE)) {
    const made: [string, Report][] = [];
    for (const [programId, fresh] of await compileReports(services, { ...wanted, programIds }, now)) {
      const reportId = stored.get(programId)?.id;
      if (reportId === undefined) made.push([programId, fresh]);
      // Each in its own transaction: whoever saves an answer meanwhile waits for one.
      else await inTransaction(db, (tx) => freezeDraft(services, tx, { workspaceId, reportId, fresh }));
    }
    await insertReports(services, wanted, made, { state: "sent", sendAt: now, sentAt: now });
  }
  return idsOf(await storedIds(db, wanted));
}

/** The facts of many programs fill the memory, which takes long to clean. */
const PROGRAMS_AT_ONCE = 100;

type Stored = Pick<StoredReport, "id" | "sentAt">;

/** As `storedReports`, without what they say: documents take time to read. */
export async function storedIds(
  db: Db | Tx,
  { workspaceId, programIds, rhythm, period }: Pick<ReportsWanted, "workspaceId" | "programIds" | "rhythm" | "period">,
): Promise<Map<string, Stored>> {
  const last = new Map<string, Stored>();
  for (const some of chunksOf(programIds)) {
    const rows = await db
      .selectFrom("report")
      .select(["id", "program_id", "sent_at"])
      .where("workspace_id", "=", workspaceId)
      .where("program_id", "in", [...some])
      .where("rhythm", "=", rhythm)
      .where("period", "=", period.label)
      .orderBy("version")
      .execute();
    for (const { id, program_id: programId, sent_at: sentAt } of rows) last.set(programId, { id, sentAt });
  }
  return inOrderOf(programIds, last);
}

function inOrderOf<Value>(ids: readonly string[], found: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map(
    ids.flatMap((id) => {
      const value = found.get(id);
      return value === undefined ? [] : [[id, value] as const];
    }),
  );
}

function idsOf(reports: ReadonlyMap<string, Stored>): string[] {
  return [...reports.values()].map(({ id }) => id);
}

/** Stores what is not stored yet as drafts that go at `sendAt`; returns all of the period. */
export async function draftReports(
  services: Stamps,
  wanted: ReportsWanted,
  sendAt: Instant,
): Promise<Map<string, Stored>> {
  const { db, clock } = services;
  const stored = await storedIds(db, wanted);
  const missing = wanted.programIds.filter((id) => !stored.has(id));
  if (missing.length === 0) return stored;
  for (const programIds of chunksOf(missing, PROGRAMS_AT_ONCE)) {
    const compiled = await compileReports(services, { ...wanted, programIds }, clock.now());
    await insertReports(services, wanted, [...compiled], { state: "draft", sendAt, sentAt: null });
  }
  return storedIds(db, wanted);
}

/**
 * How programs stand at an instant, by program. Now: compiled of what has happened since their last report, and stored
 * nowhere; on a past day: the version sent by then, where there is one.
 */
export async function currentReports(
  ctx: FactsContext,
  asked: Omit<ReportsWanted, "period" | "yearStartMonth"> & { yearStartMonth?: number },
  { at, now, asIfGreen = false }: { at: Instant; now: Instant; asIfGreen?: boolean },
): Promise<CurrentReports> {
  if (at < now) return reportsSentBy(ctx.db, asked, at);
  const { rhythm, yearStartMonth = 1 } = asked;
  const time = await workspaceTime(ctx.db, asked.workspaceId);
  const { period: sent } = lastSending(rhythm, { ...time, yearStartMonth }, now);
  const period = periodHolding(rhythm, addLocalDays(sent.until, 1), yearStartMonth);
  return compileAt(ctx, { ...asked, period, yearStartMonth }, now, { time, isToSend: false, asIfGreen });
}

/** As of `now`, with the last report before the period as the one before. At most ten statements for any number. */
export async function compileReports(
  ctx: FactsContext,
  wanted: ReportsWanted,
  now: Instant,
): Promise<Map<string, Report>> {
  if (wanted.programIds.length === 0) return new Map();
  const time = await workspaceTime(ctx.db, wanted.workspaceId);
  return (await compileAt(ctx, wanted, now, { time, isToSend: true, asIfGreen: false })).reports;
}

/** `asIfGreen`: for whoever leads, before they say it. */
async function compileAt(
  { db, events }: FactsContext,
  { workspaceId, programIds, rhythm, period, yearStartMonth }: ReportsWanted,
  now: Instant,
  { time, isToSend, asIfGreen }: { time: WorkspaceTime; isToSend: boolean; asIfGreen: boolean },
): Promise<CurrentReports> {
  const counting = { ...time, yearStartMonth };
  const cutOffs = earlierCutOffs(rhythm, period, counting, 6);
  const { before, lastSent, within, held } = await readEarlier(db, { workspaceId, programIds, rhythm, period });
  const ofYear = await annualReportsBefore(db, { workspaceId, programIds, rhythm, period, yearStartMonth });
  const lastOf = (programId: string) => {
    const own = before.get(programId);
    const year = ofYear.get(programId);
    return year !== undefined && (own === undefined || own.period.until < year.period.until) ? year : own;
  };
  const fromAt = (programId: string) => lastOf(programId)?.cutOffAt ?? cutOffs[0] ?? now;
  const lateBefore = dateOf(workingDayFrom(dayOf(localDateOf(now, time.zone)) - 1, -1, time.working));
  const facts = await readFacts(
    { db, events },
    {
      workspaceId,
      programIds,
      rhythm,
      period,
      zone: time.zone,
      cutOffAt: now,
      earlierCutOffs: cutOffs,
      within,
      lateBefore,
      isWorkingDay: (day) => isWorkingDay(dayOf(day), time.working),
      fromAt,
      answersFromAt: (programId) => lastOf(programId)?.draftedAt ?? fromAt(programId),
      isUnderWay: localDateOf(now, time.zone) <= period.until,
      asIfGreen,
    },
  );
  const reports = new Map<string, Report>();
  for (const [programId, found] of facts) {
    await yieldToEventLoop();
    const each = isToSend || asIfGreen ? found : { ...found, lastSent: lastSent.get(programId) };
    // Weekly reports are for the program itself; all others go above.
    const readable = asIfGreen || rhythm === "weekly" ? forProgram(each) : canGoAbove(each);
    reports.set(programId, compile(readable, before.get(programId) ?? null));
  }
  if (isToSend) await leaveOutBegun(db, workspaceId, reports, instantOf(period.from, "00:00", time.zone));
  return { reports, held };
}

/** Of the quarter that begins a year: what was sent of the year before, which took in its last quarter. */
async function annualReportsBefore(
  db: Db | Tx,
  { rhythm, period, yearStartMonth, ...wanted }: ReportsWanted,
): Promise<Map<string, Report>> {
  const year = periodBefore("annual", period, yearStartMonth);
  if (rhythm !== "quarterly" || addLocalDays(year.until, 1) !== period.from) return new Map();
  const stored = await storedReports(db, { ...wanted, rhythm: "annual", period: year });
  return new Map([...stored].flatMap(([id, { report, sentAt }]) => (sentAt === null ? [] : [[id, report]])));
}

/** Running programs that were set up since the period began, where nobody was asked and nothing happened. */
async function leaveOutBegun(
  db: Db | Tx,
  workspaceId: string,
  reports: Map<string, Report>,
  periodBeganAt: Instant,
): Promise<void> {
  const empty = [...reports.values()].filter(({ lines, asked }) => lines.length === 0 && asked === 0);
  for (const some of chunksOf(empty.map(({ programId }) => programId)))
    for (const { id, created_at: createdAt, state } of await rows(db, "program", workspaceId).list({ id: some }))
      if (createdAt >= periodBeganAt && state !== "closed") reports.delete(id);
}

/** Of a period the last version of each program, in the order of the programs. */
export async function storedReports(
  db: Db | Tx,
  wanted: Parameters<typeof storedIds>[1],
): Promise<Map<string, StoredReport>> {
  const stored = await reportsByIds(db, wanted.workspaceId, idsOf(await storedIds(db, wanted)));
  return new Map(stored.map((each) => [each.report.programId, each]));
}

/** By id, in the order of the ids: of which program each is. What a digest tells of portfolios is not among them. */
export async function programsOfReports(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("report")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "report.workspace_id").onRef("program.id", "=", "report.program_id"),
    )
    .select(["report.id", "report.program_id"])
    .where("report.workspace_id", "=", workspaceId)
    .where("report.id", "in", [...ids])
    .where("program.kind", "=", "program")
    .execute();
  return inOrderOf(ids, new Map(rows.map(({ id, program_id: programId }) => [id, programId])));
}

/** As digests name them, in their order. */
export async function reportsByIds(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<StoredReport[]> {
  const found = new Map<string, StoredReport>();
  for (const some of chunksOf(ids, DOCUMENTS_IN_STATEMENT)) {
    await yieldToEventLoop();
    const rows = await db
      .selectFrom("report")
      .select(["id", "state", "document", "sent_at"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "in", [...some])
      .execute();
    for (const row of rows) {
      await yieldToEventLoop();
      const { id, state, document, sent_at: sentAt } = row;
      found.set(id, { id, state, report: readReport(document), sentAt });
    }
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** A few at a time, each few in a transaction: what is stored already stays. */
export async function insertReports(
  { db, clock, ids }: Stamps,
  { workspaceId, rhythm, period }: Pick<ReportsWanted, "workspaceId" | "rhythm" | "period">,
  reports: readonly (readonly [string, Report])[],
  { state, sendAt, sentAt }: { state: ReportState; sendAt: Instant; sentAt: Instant | null },
): Promise<void> {
  for (const some of chunksOf(reports, DOCUMENTS_IN_STATEMENT)) {
    const rows = some.map(([programId, report]) => ({
      workspace_id: workspaceId,
      id: ids.next(),
      program_id: programId,
      rhythm,
      period: period.label,
      version: 1,
      state,
      cut_off_at: report.cutOffAt,
      document: JSON.stringify(report),
      send_at: sendAt,
      sent_at: sentAt,
      created_at: clock.now(),
    }));
    await yieldToEventLoop();
    await db
      .insertInto("report")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["workspace_id", "program_id", "rhythm", "period", "version"]).doNothing(),
      )
      .execute();
  }
}

/** What was sent before: the last report of each program, and those within a longer period. */
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { compareTimes } from "../../platform/time.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";
import { withoutWords } from "../drafts/changed-words.ts";
import { hasYears } from "../facts/periods.ts";
import { all } from "../portfolio/chunked-queries.ts";
import { type Period, type Report, type Rhythm, readReport } from "./report.ts";

export interface ReportsWanted {
  workspaceId: string;
  programIds: readonly string[];
  rhythm: Rhythm;
  period: Period;
  /** In which month the years of these programs begin. */
  yearStartMonth: number;
}

export interface CurrentReports {
  reports: Map<string, Report>;
  /** The programs of which a lead holds back the words, as of now those of the period under way. */
  held: ReadonlySet<string>;
}

/** The last report of each program that had been sent by then, and which are without words. */
export async function reportsSentBy(
  db: Db | Tx,
  { workspaceId, programIds, rhythm }: Pick<ReportsWanted, "workspaceId" | "programIds" | "rhythm">,
  at: Instant,
): Promise<CurrentReports> {
  if (programIds.length === 0) return { reports: new Map(), held: new Set() };
  const rows = await db
    .selectFrom("report")
    .select(["report.program_id", "report.document", "report.state"])
    .where("report.workspace_id", "=", workspaceId)
    .where("report.program_id", "in", [...programIds])
    .where("report.rhythm", "=", rhythm)
    .where("report.id", "=", ({ selectFrom }) =>
      selectFrom("report as last")
        .select("last.id")
        .whereRef("last.workspace_id", "=", "report.workspace_id")
        .whereRef("last.program_id", "=", "report.program_id")
        .whereRef("last.rhythm", "=", "report.rhythm")
        .where("last.sent_at", "<=", at)
        .orderBy("last.period", "desc")
        .orderBy("last.version", "desc")
        .limit(1),
    )
    .execute();
  const reports = new Map<string, Report>();
  for (const row of rows) {
    await yieldToEventLoop();
    reports.set(row.program_id, readReport(row.document));
  }
  return { reports, held: new Set(rows.flatMap((row) => (row.state === "held" ? row.program_id : []))) };
}

/** What a quarter and a year have within them. */
const WITHIN: Record<Rhythm, readonly Rhythm[]> = {
  weekly: [],
  monthly: [],
  quarterly: ["monthly"],
  annual: ["quarterly", "monthly"],
};

/** Of each program the last report sent before the period, and as its readers have it; of longer ones those sent of shorter rhythms within. */
export async function readEarlier(
  db: Db | Tx,
  { workspaceId, programIds, rhythm, period }: Omit<ReportsWanted, "yearStartMonth">,
): Promise<Record<"before" | "lastSent", Map<string, Report>> & { within: Map<string, Report[]>; held: Set<string> }> {
  const query = db
    .selectFrom("report")
    .select(["report.program_id", "report.rhythm", "report.period", "report.version", "report.document"])
    .select("report.state")
    .where("report.workspace_id", "=", workspaceId)
    .where("report.program_id", "in", [...programIds])
    .where(({ eb, or, and, selectFrom }) =>
      or([
        and([
          eb("report.rhythm", "=", rhythm),
          eb("report.period", "=", period.label),
          eb("report.state", "=", "held"),
        ]),
        eb("report.id", "=", () =>
          selectFrom("report as last")
            .select("last.id")
            .whereRef("last.workspace_id", "=", "report.workspace_id")
            .whereRef("last.program_id", "=", "report.program_id")
            .where("last.rhythm", "=", rhythm)
            .where("last.period", "<", period.label)
            .where("last.sent_at", "is not", null)
            .orderBy("last.period", "desc")
            .orderBy("last.version", "desc")
            .limit(1),
        ),
        ...(hasYears(rhythm)
          ? [
              and([
                eb("report.rhythm", "in", WITHIN[rhythm]),
                eb("report.cut_off_at", ">", period.from),
                eb("report.sent_at", "is not", null),
              ]),
            ]
          : []),
      ]),
    );

  const before = new Map<string, Report>();
  const lastSent = new Map<string, Report>();
  const within = new Map<string, Map<string, Report>>();
  const held = new Set<string>();

  // SQLite would sort the documents of all in one piece.
  for (const row of (await all(db, { programIds }, query)).sort((item, other) => item.version - other.version)) {
    await yieldToEventLoop();
    if (row.rhythm === rhythm && row.period === period.label) {
      held.add(row.program_id);
      continue;
    }

    const report = readReport(row.document);
    if (row.rhythm === rhythm) {
      before.set(row.program_id, report);
      lastSent.set(row.program_id, row.state === "held" ? withoutWords(report) : report);
    } else if (period.from <= report.period.from && report.period.until <= period.until) {
      const own = within.get(row.program_id) ?? new Map<string, Report>();
      within.set(row.program_id, own.set(`${row.rhythm} ${report.period.label}`, report));
    }
  }

  const inOrder = (reports: Iterable<Report>) =>
    [...reports].sort((item, other) => compareTimes(item.cutOffAt, other.cutOffAt));
  return { before, lastSent, held, within: new Map([...within].map(([id, own]) => [id, inOrder(own.values())])) };
}

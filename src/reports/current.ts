/** The report of each program as of now, or as it had been sent by a day: what every screen beside digests shows. */

import type { Selectable } from "kysely";
import { fiscalYearsIn } from "../cadences/recurrence/years/use-cases.ts";
import { type Cadence, cadencesOf } from "../cadences/use-cases.ts";
import { workspaceCalendar } from "../calendars/use-cases.ts";
import { primaryOwnerOf } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { letOthersRun } from "../platform/loop.ts";
import type { Services } from "../platform/services.ts";
import { canGoAbove } from "./above.ts";
import { compile } from "./compile.ts";
import { readFacts } from "./facts.ts";
import { feedsReport } from "./feeding.ts";
import { type Counting, earlierCutOffs, type Morning, nextSending } from "./periods.ts";
import { type Report, type Rhythm, reportSchema } from "./report.ts";
import type { ReportTable } from "./table.ts";

interface Wanted {
  workspaceId: string;
  programIds: readonly string[];
}

/** A report beside its program. */
export interface ShownReport {
  report: Report;
  /** Of the report as of now: a lead holds its words back. */
  isHeld: boolean;
  /** When the version that is shown was sent; null: it is as of now. */
  sentAt: Instant | null;
  /** It is a correction of what was sent first. */
  isCorrected: boolean;
}

/** In how many periods before the present one a status is looked at. */
const EARLIER_PERIODS = 5;

/**
 * Of each program the report as of now, in the rhythm in which those above read of it. Stores nothing. A fixed number of
 * statements for programs of one rhythm and fiscal year.
 */
export async function currentReports(
  { db, clock }: { db: Db | Tx; clock: Pick<Services["clock"], "now"> },
  { workspaceId, programIds }: Wanted,
): Promise<Map<string, ShownReport>> {
  if (programIds.length === 0) return new Map();
  const now = clock.now();
  const { zone } = await primaryOwnerOf(db, workspaceId);
  const working = await workspaceCalendar(db, workspaceId);
  const years = await fiscalYearsIn(db, workspaceId);
  const cadences = Map.groupBy(await cadencesOf(db, workspaceId, programIds), ({ program_id: id }) => id);
  const groups = Map.groupBy(programIds, (id) => `${usualRhythm(cadences.get(id) ?? [])} ${years.startOf([id])}`);
  const shown = new Map<string, ShownReport>();
  for (const group of groups.values()) {
    const [first = ""] = group;
    const rhythm = usualRhythm(cadences.get(first) ?? []);
    const counting = { yearStartMonth: years.startOf([first]), working, zone };
    const reports = await compiledNow(db, { workspaceId, programIds: group, rhythm, counting, now });
    for (const [id, report] of reports) shown.set(id, report);
  }
  return shown;
}

async function compiledNow(
  db: Db | Tx,
  {
    rhythm,
    counting,
    now,
    ...wanted
  }: Wanted & { rhythm: Rhythm; counting: Counting & Morning; now: Instant },
): Promise<Map<string, ShownReport>> {
  const { period } = nextSending(rhythm, counting, now);
  const cutOffs = earlierCutOffs(rhythm, period, counting, EARLIER_PERIODS);
  const [lastCutOff = now] = cutOffs;
  const before = await lastSent(db, { ...wanted, rhythms: [rhythm], until: now });
  const held = await heldNow(db, { ...wanted, rhythm, period: period.label });
  const facts = await readFacts(db, {
    ...wanted,
    ...{ rhythm, period, cutOffAt: now, zone: counting.zone, earlierCutOffs: cutOffs, isUnderWay: true },
    fromAt: (id) => before.get(id)?.cut_off_at ?? lastCutOff,
    within: await shorterReports(db, { ...wanted, rhythm, after: lastCutOff }),
  });
  const shown = new Map<string, ShownReport>();
  for (const [id, known] of facts) {
    await letOthersRun();
    const row = before.get(id);
    const report = compile(canGoAbove(known), row ? documentOf(row) : null);
    shown.set(id, { report, isHeld: held.has(id), sentAt: null, isCorrected: false });
  }
  return shown;
}

/** Of each program the version that had been sent by an instant, the newest; without one where none had. */
export async function reportsSentBy(db: Db | Tx, wanted: Wanted, until: Instant): Promise<Map<string, ShownReport>> {
  const rows = await lastSent(db, { ...wanted, rhythms: ["monthly", "quarterly", "annual"], until });
  return new Map(
    [...rows].map(([id, row]) => [
      id,
      { report: documentOf(row), isHeld: false, sentAt: row.sent_at, isCorrected: row.version > 1 },
    ]),
  );
}

/** The shortest rhythm, from the month on, in which anybody is asked what those above read. */
function usualRhythm(cadences: readonly Cadence[]): Rhythm {
  const fed = cadences
    .filter(({ state }) => state !== "archived")
    .filter(({ rule, readers, disclosure }) =>
      feedsReport("monthly", { every: rule.every, readers, disclosure, hasWeekly: false }),
    )
    .map(({ rule }) => rule.every);
  if (fed.length === 0 || fed.includes("week") || fed.includes("month")) return "monthly";
  return fed.includes("quarter") ? "quarterly" : "annual";
}

type SentRow = Pick<Selectable<ReportTable>, "program_id" | "version" | "cut_off_at" | "sent_at" | "document">;

/** By program; of a period in its last version. One statement. */
async function lastSent(
  db: Db | Tx,
  { workspaceId, programIds, rhythms, until }: Wanted & { rhythms: readonly Rhythm[]; until: Instant },
): Promise<Map<string, SentRow>> {
  const rows = await db
    .selectFrom("report")
    .select(["program_id", "version", "cut_off_at", "sent_at", "document"])
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", programIds)
    .where("rhythm", "in", rhythms)
    .where("state", "=", "sent")
    .where("sent_at", "<=", until)
    .where(({ eb, selectFrom }) =>
      eb(
        "cut_off_at",
        "=",
        selectFrom("report as newer")
          .select(({ fn }) => fn.max("newer.cut_off_at").as("at"))
          .whereRef("newer.workspace_id", "=", "report.workspace_id")
          .whereRef("newer.program_id", "=", "report.program_id")
          .where("newer.rhythm", "in", rhythms)
          .where("newer.state", "=", "sent")
          .where("newer.sent_at", "<=", until),
      ),
    )
    .orderBy("version")
    .execute();
  return new Map(rows.map((row) => [row.program_id, row]));
}

/** Programs whose words of this period are held back. One statement. */
async function heldNow(
  db: Db | Tx,
  { workspaceId, programIds, rhythm, period }: Wanted & { rhythm: Rhythm; period: string },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom("report")
    .select("program_id")
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", programIds)
    .where("rhythm", "=", rhythm)
    .where("period", "=", period)
    .where("state", "=", "held")
    .execute();
  return new Set(rows.map((row) => row.program_id));
}

const SHORTER: Record<Rhythm, Rhythm | null> = {
  weekly: null,
  monthly: null,
  quarterly: "monthly",
  annual: "quarterly",
};

/** Of a quarter its months, of a year its quarters, as they were sent. At most one statement. */
async function shorterReports(
  db: Db | Tx,
  { workspaceId, programIds, rhythm, after }: Wanted & { rhythm: Rhythm; after: Instant },
): Promise<Map<string, Report[]>> {
  const shorter = SHORTER[rhythm];
  if (shorter === null) return new Map();
  const rows = await db
    .selectFrom("report")
    .select(["program_id", "period", "document"])
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", programIds)
    .where("rhythm", "=", shorter)
    .where("state", "=", "sent")
    .where("cut_off_at", ">", after)
    .orderBy("cut_off_at")
    .orderBy("version")
    .execute();
  const versions = Map.groupBy(rows, (row) => row.program_id);
  return new Map(
    [...versions].map(([id, own]) => [id, [...new Map(own.map((row) => [row.period, documentOf(row)])).values()]]),
  );
}

function documentOf({ document }: Pick<SentRow, "document">): Report {
  return reportSchema.parse(JSON.parse(document));
}

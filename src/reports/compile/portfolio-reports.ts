/** What the digests of a period tell of portfolios: their objectives, frozen by the first digest that goes with them. */
import { fiscalYearsIn } from "../../cadences/recurrence/fiscal-years.ts";
import { workspaceTime } from "../../calendars/calendars.ts";
import { dayOf, isWorkingDay } from "../../calendars/day-arithmetic.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { localDateOf } from "../../platform/time.ts";
import { readObjectives } from "../facts/objectives.ts";
import { earlierCutOffs } from "../facts/periods.ts";
import { readEarlier } from "./earlier-reports.ts";
import { reportedObjectives } from "./objectives.ts";
import type { Period, Report, Rhythm } from "./report.ts";
import { insertReports, reportsByIds, type StoredReport, storedIds } from "./reports-store.ts";

export interface PortfoliosWanted {
  workspaceId: string;
  portfolioIds: readonly string[];
  rhythm: Rhythm;
  period: Period;
}

/** Of those that have objectives: what was sent as it was sent, the others as of now. In two processes at once one freezes. */
export async function freezePortfolios(
  services: Pick<Services, "db" | "clock" | "ids" | "events">,
  wanted: PortfoliosWanted,
): Promise<StoredReport[]> {
  const { db, clock } = services;
  const { workspaceId, portfolioIds: programIds } = wanted;
  if (programIds.length === 0) return [];
  const stored = await storedIds(db, { ...wanted, programIds });
  const missing = programIds.filter((id) => !stored.has(id));
  const now = clock.now();
  const made = await compilePortfolios(db, { ...wanted, portfolioIds: missing }, now);
  await insertReports(services, wanted, [...made], { state: "sent", sendAt: now, sentAt: now });
  const frozen = await storedIds(db, { ...wanted, programIds });
  return reportsByIds(
    db,
    workspaceId,
    [...frozen.values()].map(({ id }) => id),
  );
}

/** As of `now`, by portfolio; none of one without objectives. */
export async function compilePortfolios(
  db: Db | Tx,
  { workspaceId, portfolioIds, rhythm, period }: PortfoliosWanted,
  now: Instant,
): Promise<Map<string, Report>> {
  if (portfolioIds.length === 0) return new Map();
  const time = await workspaceTime(db, workspaceId);
  const years = await fiscalYearsIn(db, workspaceId);
  const { before } = await readEarlier(db, { workspaceId, programIds: portfolioIds, rhythm, period });
  const counting = { ...time, yearStartMonth: years.startOf([...portfolioIds]) };
  const [usualFrom = now] = earlierCutOffs(rhythm, period, counting, 1);
  const fromAt = (id: string) => before.get(id)?.cutOffAt ?? usualFrom;
  const found = await readObjectives(db, {
    workspaceId,
    portfolioIds,
    fromAt,
    cutOffAt: now,
    zone: time.zone,
    isWorkingDay: (day) => isWorkingDay(dayOf(day), time.working),
  });

  const reports = [...found].map(([id, objectives]): [string, Report] => {
    const known = {
      period,
      yearStartMonth: years.startOf([id]),
      previous: before.get(id) ?? null,
      dayOf: (at: Instant) => localDateOf(at, time.zone),
    };
    return [
      id,
      {
        ...NOTHING,
        programId: id,
        rhythm,
        period,
        fromAt: fromAt(id),
        cutOffAt: now,
        ...reportedObjectives(objectives, known),
      },
    ];
  });
  return new Map(reports.filter(([, { objectives = [] }]) => objectives.length > 0));
}

/** A portfolio has objectives alone: no status, no words of its own. */
const NOTHING = {
  status: null,
  strip: [],
  lines: [],
  open: {},
  withoutWord: 0,
  asked: 0,
  answered: 0,
} as const satisfies Partial<Report>;

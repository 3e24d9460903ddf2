/** The digest that a reader gets next, as it would be by now: compiled, and stored nowhere. */
import type { Person } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { addMs } from "../../platform/time.ts";
import type { ReportsWanted } from "../compile/earlier-reports.ts";
import { compilePortfolios } from "../compile/portfolio-reports.ts";
import { type Period, type Report, RHYTHMS, type Rhythm } from "../compile/report.ts";
import { compileReports, storedReports } from "../compile/reports-store.ts";
import { draftAsSent, draftsByIds } from "../drafts/stored-drafts.ts";
import type { FactsContext } from "../facts/facts.ts";
import { nextSending } from "../facts/periods.ts";
import { type Reading, readingOf } from "./digest-reading.ts";
import { portfoliosOf, reportedPortfolios } from "./portfolios-in-digest.ts";
import { countingOf, readReadership } from "./schedule.ts";
import type { ReportedPortfolio } from "./screen.ts";

/** Of one rhythm, or the first of any; null: none is to come; `reading` null: it would have nothing. What was sent to others is as it was sent. */
export async function nextDigest(
  { db, events }: FactsContext,
  person: Person,
  { rhythm: wanted, at }: { rhythm: Rhythm | null; at: Instant },
): Promise<{ rhythm: Rhythm; sendAt: Instant; reading: Reading | null } | null> {
  const { workspace_id: workspaceId, id: personId } = person;
  const readership = await readReadership(db, workspaceId, [personId], at);
  const sendings = readership.programs.flatMap((program) => {
    const { programId, rhythm, closedAt } = program;
    if (wanted !== null && rhythm !== wanted) return [];
    const counting = countingOf(readership, program);
    const next = nextSending(rhythm, counting, addMs(at, -1));
    // A closed program is in one more digest, which may have gone.
    if (closedAt !== null && nextSending(rhythm, counting, closedAt).at < next.at) return [];
    return [{ programId, rhythm, yearStartMonth: counting.yearStartMonth, sendAt: next.at, period: next.period }];
  });
  const [first] = sendings.toSorted(
    (item, other) =>
      item.sendAt.localeCompare(other.sendAt) || RHYTHMS.indexOf(other.rhythm) - RHYTHMS.indexOf(item.rhythm),
  );
  if (!first) return null;

  const { rhythm, sendAt } = first;
  const together = sendings.filter((each) => each.rhythm === rhythm && each.sendAt === sendAt);
  const stored = [];
  for (const group of Map.groupBy(together, ({ period }) => period.label).values()) {
    const programIds = [...new Set(group.map(({ programId }) => programId))];
    const [{ period, yearStartMonth } = first] = group;
    const due = { workspaceId, programIds, rhythm, period, yearStartMonth };
    stored.push(...(await reportsToSend({ db, events }, due, at)));
  }

  const portfolios = await portfoliosToSend(db, person, { rhythm, period: first.period, at });
  return { rhythm, sendAt, reading: await readingOf(db, { person, rhythm, asOf: at, stored, portfolios, now: at }) };
}

async function portfoliosToSend(
  db: Db | Tx,
  person: Person,
  { rhythm, period, at }: { rhythm: Rhythm; period: Period; at: Instant },
): Promise<ReportedPortfolio[]> {
  if (rhythm === "weekly") return [];
  const portfolioIds = await portfoliosOf(db, person, at);
  const wanted = { workspaceId: person.workspace_id, portfolioIds, rhythm, period };
  const sent = [...(await storedReports(db, { ...wanted, programIds: portfolioIds })).values()];
  const made = await compilePortfolios(db, wanted, at);
  for (const { report } of sent) made.set(report.programId, report);
  return reportedPortfolios(db, person, [...made.values()], { now: at });
}

/** Of what was sent, as it was; of a draft, in its words; of all others, as of now. */
export async function reportsToSend(
  { db, events }: FactsContext,
  wanted: ReportsWanted,
  at: Instant,
): Promise<{ state: string; report: Report }[]> {
  const stored = await storedReports(db, wanted);
  const wasSent = (sentAt: Instant | null) => sentAt !== null && sentAt <= at;
  const missing = wanted.programIds.filter((id) => !wasSent(stored.get(id)?.sentAt ?? null));
  const compiled = await compileReports({ db, events }, { ...wanted, programIds: missing }, at);
  const draftIds = missing.flatMap((id) => {
    const report = stored.get(id);
    return report?.sentAt === null && compiled.has(id) ? [report.id] : [];
  });
  const drafts = await draftsByIds(db, wanted.workspaceId, draftIds);

  const reports: { state: string; report: Report }[] = [];
  for (const programId of wanted.programIds) {
    const storedReport = stored.get(programId);
    const fresh = compiled.get(programId);
    const draft = drafts.get(storedReport?.id ?? "");
    if (storedReport && !fresh) reports.push(storedReport);
    else if (draft && fresh) reports.push(await draftAsSent(db, draft, fresh));
    else if (fresh) reports.push({ state: "sent", report: fresh });
  }
  return reports;
}

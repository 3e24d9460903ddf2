/** Whose portfolios a digest tells of, and which measures of theirs its reader may have named. */
import type { Person } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import { listPortfolioSeats } from "../../programs/coverage.ts";
import { listProgramsFor } from "../../programs/programs.ts";
import { isActiveOn, seatDay } from "../../programs/seats.ts";
import type { Report } from "../compile/report.ts";
import type { ReportedPortfolio, ScreenChoice } from "./screen.ts";

/** The portfolios in which somebody sits, the oldest first. */
export async function portfoliosOf(
  db: Db | Tx,
  person: Pick<Person, "workspace_id" | "id">,
  now: Instant,
): Promise<string[]> {
  const seats = await listPortfolioSeats(db, person.workspace_id);
  const own = seats.filter((seat) => seat.person_id === person.id && isActiveOn(seat, seatDay(now)));
  const oldestFirst = own.toSorted((seat, other) => seat.portfolioSince.localeCompare(other.portfolioSince));
  return [...new Set(oldestFirst.map(({ portfolioId }) => portfolioId))];
}

/**
 * What a digest tells of portfolios. `sentWith`: of a message that was sent, what it named then, which stays; else those in which
 * its reader sits now, with the measures of programs whose reports they read.
 */
export async function reportedPortfolios(
  db: Db | Tx,
  person: Person,
  reports: readonly Report[],
  { now, sentWith }: { now: Instant; sentWith?: ScreenChoice | undefined },
): Promise<ReportedPortfolio[]> {
  if (reports.length === 0) return [];
  const ids = reports.map(({ programId }) => programId);
  const portfolios = await rows(db, "program", person.workspace_id).list({ id: ids, kind: "portfolio" });
  const byId = new Map(portfolios.map((portfolio) => [portfolio.id, portfolio]));
  const theirs = sentWith === undefined ? await portfoliosOf(db, person, now) : ids;
  const mayName = sentWith === undefined ? await mayNameFor(db, person, now) : namedIn(sentWith);

  return reports.flatMap((report) => {
    const portfolio = byId.get(report.programId);
    if (portfolio === undefined || !theirs.includes(portfolio.id)) return [];
    const measures = (report.objectives ?? []).flatMap((objective) => objective.measures);
    const named = measures.filter((measure) => measure.programId === portfolio.id || mayName(measure));
    const { id, key, title } = portfolio;
    return [{ id, key, title, report, named: new Set(named.map(({ itemId }) => itemId)) }];
  });
}

type MayName = (measure: { itemId: string; programId: string }) => boolean;

async function mayNameFor(db: Db | Tx, person: Person, now: Instant): Promise<MayName> {
  const programs = await listProgramsFor(db, person, { clock: { now: () => now } });
  const readable = programs.filter(({ standings }) => may(standings, "read-above-answers"));
  const ids = new Set(readable.map(({ program }) => program.id));
  return ({ programId }) => ids.has(programId);
}

function namedIn({ measures = [] }: ScreenChoice): MayName {
  const named = new Set(measures);
  return ({ itemId }) => named.has(itemId);
}

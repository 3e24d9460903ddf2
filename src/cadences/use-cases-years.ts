import type { Db, Tx } from "../platform/database.ts";
import { type Cadence, listRunningAndYears, listYearsSaid } from "./repository.ts";
import { type FiscalYears, fiscalYears } from "./rules-years.ts";

/** In which months the years of a workspace's programs begin. One statement. */
export async function fiscalYearsIn(db: Db | Tx, workspaceId: string): Promise<FiscalYears> {
  return fiscalYears(await listYearsSaid(db, workspaceId));
}

/** The running cadences of these programs, and the years of all. One statement. */
export async function runningAndYearsOf(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<{ running: Cadence[]; years: FiscalYears }> {
  const { running, said } = await listRunningAndYears(db, workspaceId, programIds);
  return { running, years: fiscalYears(said) };
}

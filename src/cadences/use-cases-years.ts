import type { Db, Tx } from "../platform/database.ts";
import { type Cadence, listCadencesAndYears, listYearsSaid } from "./repository.ts";
import { type FiscalYears, fiscalYears } from "./rules-years.ts";

/** In which months the years of a workspace's programs begin. One statement. */
export async function fiscalYearsIn(db: Db | Tx, workspaceId: string): Promise<FiscalYears> {
  return fiscalYears(await listYearsSaid(db, workspaceId));
}

/** The cadences of these programs, but those that ended, and the years of all. One statement. */
export async function cadencesAndYearsOf(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<{ cadences: Cadence[]; years: FiscalYears }> {
  const { cadences, said } = await listCadencesAndYears(db, workspaceId, programIds);
  return { cadences, years: fiscalYears(said) };
}

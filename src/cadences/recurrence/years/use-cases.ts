import type { Db, Tx } from "../../../platform/database.ts";
import type { Visitor } from "../../../programs/visitor.ts";
import { oncePerHome } from "../../../slack/home.ts";
import type { Cadence } from "../../repository.ts";
import { listCadencesAndYears, listYearsSaid } from "../repository.ts";
import { periodOf } from "../rules.ts";
import { type FiscalYears, fiscalYears } from "./rules.ts";

/** In which months the years of a workspace's programs begin. One statement. */
export async function fiscalYearsIn(db: Db | Tx, workspaceId: string): Promise<FiscalYears> {
  return fiscalYears(await listYearsSaid(db, workspaceId));
}

/** The label of the period that holds a round's key, in the years of its program. For an annual rule one statement. */
export async function periodOfRound(
  db: Db | Tx,
  { workspace_id, program_id, rule }: Pick<Cadence, "workspace_id" | "program_id" | "rule">,
  key: string,
): Promise<string> {
  if (rule.every !== "year") return periodOf(rule, key);
  return periodOf(rule, key, (await fiscalYearsIn(db, workspace_id)).startOf([program_id]));
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

/** Of the visitor's programs; read once for a Home. */
export const cadencesOfVisitor = oncePerHome(({ db }: { db: Db | Tx }, { person, programs }: Visitor) =>
  cadencesAndYearsOf(
    db,
    person.workspace_id,
    programs.map(({ id }) => id),
  ),
);

/** In which month the years of programs begin: their quarterly rules say it, and annual ones where it is written in them. */
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/database.ts";
import { prepared } from "../../platform/prepared.ts";
import type { Visitor } from "../../programs/viewer.ts";
import { oncePerHome } from "../../slack/home.ts";
import { type Cadence, cadencesOf, readRule } from "../cadences.ts";
import { periodOf } from "./occurrences.ts";
import type { WrittenRule } from "./rule.ts";

/** In which month it says that years begin, 1 to 12; null where it says nothing of them. */
export function yearStartIn(rule: WrittenRule): number | null {
  if (rule.every === "quarter") return rule.yearStartMonth ?? 1;
  return rule.every === "year" ? (rule.yearStartMonth ?? null) : null;
}

/** What one rule says. */
export interface YearStart {
  programId: string;
  /** 1 to 12. */
  yearStartMonth: number;
  /** Whether its program is open. */
  isOpen: boolean;
}

export interface FiscalYears {
  /**
   * In which month the years of a program begin, or those of somebody with several, 1 to 12: what most of their own
   * rules say, of equals the earliest month. Where none of them has one, what most of the workspace say; January
   * where nobody says anything.
   */
  startOf(programIds: readonly string[]): number;
  /** Every month in which years of any program begin. */
  starts: readonly number[];
}

export function fiscalYears(yearStarts: readonly YearStart[]): FiscalYears {
  const own = Map.groupBy(yearStarts, ({ programId }) => programId);
  const ofWorkspace = mostFrequent(yearStarts.filter(({ isOpen }) => isOpen)) ?? 1;
  return {
    startOf: (programIds) => mostFrequent(programIds.flatMap((id) => own.get(id) ?? [])) ?? ofWorkspace,
    starts: [...new Set([ofWorkspace, ...yearStarts.map(({ yearStartMonth }) => yearStartMonth)])],
  };
}

function mostFrequent(yearStarts: readonly YearStart[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { yearStartMonth: month } of yearStarts) counts.set(month, (counts.get(month) ?? 0) + 1);
  const [most] = [...counts].toSorted(([a, times], [b, timesAlso]) => timesAlso - times || a - b);
  return most?.[0];
}

const rulesWithYearStart = prepared((db, { workspaceId }: { workspaceId: string }) =>
  db
    .selectFrom("cadence")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "cadence.workspace_id").onRef("program.id", "=", "cadence.program_id"),
    )
    .select(["cadence.program_id", "cadence.rule", "program.state as program_state"])
    .where("cadence.workspace_id", "=", workspaceId)
    .where("cadence.state", "!=", sql.lit("archived"))
    .where(({ eb, or }) =>
      or([
        eb("cadence.rule", "like", sql.lit('%"every":"quarter"%')),
        eb("cadence.rule", "like", sql.lit('%"yearStartMonth"%')),
      ]),
    ),
);

/** In which months the years of a workspace's programs begin, as its rules, running or paused, say. One statement. */
export async function fiscalYearsIn(db: Db | Tx, workspaceId: string): Promise<FiscalYears> {
  const { rows } = await rulesWithYearStart(db, { workspaceId });
  return fiscalYears(
    rows.flatMap(({ program_id: programId, rule, program_state: state }): YearStart[] => {
      const yearStartMonth = yearStartIn(readRule(rule));
      return yearStartMonth === null ? [] : [{ programId, yearStartMonth, isOpen: state === "active" }];
    }),
  );
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

/** The cadences of these programs, but those that ended, and the years of all. */
export async function cadencesAndYearsOf(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<{ cadences: Cadence[]; years: FiscalYears }> {
  const cadences = await cadencesOf(db, workspaceId, programIds);
  return { cadences, years: programIds.length > 0 ? await fiscalYearsIn(db, workspaceId) : fiscalYears([]) };
}

/** Of the visitor's programs; read once for a Home. */
export const cadencesOfVisitor = oncePerHome(({ db }: { db: Db | Tx }, { person, programs }: Visitor) =>
  cadencesAndYearsOf(
    db,
    person.workspace_id,
    programs.map(({ id }) => id),
  ),
);

/** First months of programs' years, from their quarterly rules and from annual ones that name it. */
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/database.ts";
import { prepared } from "../../platform/prepared-queries.ts";
import type { Visitor } from "../../programs/visitor-of-home.ts";
import { oncePerHome } from "../../slack/home.ts";
import { type Cadence, cadencesOf, readRule } from "../cadences.ts";
import { periodAbout, periodOf } from "./occurrences.ts";
import type { WrittenRule } from "./rule.ts";

/** The first month of years in a rule, 1 to 12, or null. */
export function yearStartIn(rule: WrittenRule): number | null {
  if (rule.every === "quarter") return rule.yearStartMonth ?? 1;
  return rule.every === "year" ? (rule.yearStartMonth ?? null) : null;
}

export interface YearStart {
  programId: string;
  /** 1 to 12. */
  yearStartMonth: number;
  isOpen: boolean;
}

export interface FiscalYears {
  /**
   * First month of these programs' years, 1 to 12: the most frequent in their rules (the earliest on a tie), else in
   * the workspace, else January.
   */
  startOf(programIds: readonly string[]): number;
  /** First months of the years of all programs. */
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

/** Reads the fiscal years of a workspace from its running and paused rules. One statement. */
export async function fiscalYearsIn(db: Db | Tx, workspaceId: string): Promise<FiscalYears> {
  const { rows } = await rulesWithYearStart(db, { workspaceId });
  return fiscalYears(
    rows.flatMap(({ program_id: programId, rule, program_state: state }): YearStart[] => {
      const yearStartMonth = yearStartIn(readRule(rule));
      return yearStartMonth === null ? [] : [{ programId, yearStartMonth, isOpen: state === "active" }];
    }),
  );
}

/** The label of the period that a round is about, in its program's years. Takes a statement for annual rules only. */
export async function periodOfRound(
  db: Db | Tx,
  { workspace_id, program_id, rule }: Pick<Cadence, "workspace_id" | "program_id" | "rule">,
  key: string,
): Promise<string> {
  if (rule.every !== "year") return periodAbout(rule, key);
  return periodOf(rule, key, (await fiscalYearsIn(db, workspace_id)).startOf([program_id]));
}

/** Unarchived cadences of these programs, and the workspace's fiscal years. */
export async function cadencesAndYearsOf(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<{ cadences: Cadence[]; years: FiscalYears }> {
  const cadences = await cadencesOf(db, workspaceId, programIds);
  return { cadences, years: programIds.length > 0 ? await fiscalYearsIn(db, workspaceId) : fiscalYears([]) };
}

/** For the visitor's programs and portfolios, read once per Home. */
export const cadencesOfVisitor = oncePerHome(({ db }: { db: Db | Tx }, { person, programs, portfolios }: Visitor) =>
  cadencesAndYearsOf(
    db,
    person.workspace_id,
    [...programs, ...portfolios].map(({ id }) => id),
  ),
);

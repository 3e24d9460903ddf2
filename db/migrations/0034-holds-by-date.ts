import type { Kysely } from "kysely";

/**
 * The periods of a hold go by their last days. Their labels were in the years of its program, as its quarterly check-ins
 * have them, else in the calendar's; where it has none any more, in those of most quarterly check-ins of the workspace.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = db.withTables<Tables>();
  const rules = await tables
    .selectFrom("cadence")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "cadence.workspace_id").onRef("program.id", "=", "cadence.program_id"),
    )
    .select(["cadence.workspace_id", "cadence.program_id", "cadence.rule", "program.state"])
    .where("cadence.state", "!=", "archived")
    .where("cadence.rule", "like", '%"every":"quarter"%')
    .execute();
  for (const { workspace_id, program_id, rhythm, ...hold } of await tables
    .selectFrom("digest_hold")
    .select(["workspace_id", "program_id", "rhythm", "first_period", "last_period"])
    .execute()) {
    const said = rules.filter((rule) => rule.workspace_id === workspace_id);
    const start =
      mostSaid(said.filter((rule) => rule.program_id === program_id)) ??
      mostSaid(said.filter((rule) => rule.state === "active")) ??
      1;
    await tables
      .updateTable("digest_hold")
      .set({ first_period: lastDayOf(hold.first_period, start), last_period: lastDayOf(hold.last_period, start) })
      .where("workspace_id", "=", workspace_id)
      .where("program_id", "=", program_id)
      .where("rhythm", "=", rhythm)
      .execute();
  }
}

/** As far as they are read here. */
type Tables = {
  program: { workspace_id: string; id: string; state: string };
  cadence: { workspace_id: string; program_id: string; rule: string; state: string };
  digest_hold: {
    workspace_id: string;
    program_id: string;
    rhythm: string;
    first_period: string;
    last_period: string;
  };
};

/** In which month years begin by most of these rules, of equals the earliest. */
function mostSaid(rules: readonly { rule: string }[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { rule } of rules) {
    const { yearStartMonth = 1 }: { yearStartMonth?: number } = JSON.parse(rule);
    counts.set(yearStartMonth, (counts.get(yearStartMonth) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, times], [b, timesAlso]) => timesAlso - times || a - b);
  return most?.[0];
}

/** Of `2026-10`, `2026-Q3` and `2026`, and of `FY2027-Q3` and `FY2027`, named after the year in which they end. */
function lastDayOf(label: string, start: number): string {
  const [, fiscal, year, quarter, month] = /^(FY)?(\d{4})(?:-Q([1-4])|-(\d{2}))?$/.exec(label) ?? [];
  if (year === undefined) return label;
  const months = month !== undefined ? Number(month) : Number(quarter ?? 4) * 3;
  // A fiscal year that is named 2027 begins in the year before.
  const before = fiscal === undefined ? 0 : start - 1 - (start === 1 ? 0 : 12);
  return new Date(Date.UTC(Number(year), before + months, 0)).toISOString().slice(0, "YYYY-MM-DD".length);
}

/** What a database would read for a statement, told by itself. */
import { CompiledQuery, sql } from "kysely";
import { z } from "zod";
import { type Db, isPostgres } from "../../src/platform/database.ts";

/** What is about all there is of something, or only looks for the first row of an index. */
const ABOUT_ALL: readonly RegExp[] = [
  // Of which a workspace has one row.
  /^update next_week set begins_at = \? where workspace_id = \?/,
  // Once: when the workspace is set up and its people are named, when the sandbox's run ends.
  /^select \* from person where workspace_id = \? and is_primary_owner = \?$/,
  /^select id, handle from person where workspace_id = \?$/,
  /^select count\(\*\) as count from check_in_revision where workspace_id = \?$/,
  // All that was ever answered, for an export.
  /^select v\.workspace_id, v\.check_in_id, .* from check_in_revision as v .* order by v\.answered_at/,
  // In which months the years of a workspace's programs begin: its quarterly check-ins say it.
  /from cadence .* join program .* cadence\.rule like '/,
  // What has been kept as long as is said goes by classes: a row each.
  /^select \* from deletion where workspace_id = \?(?: order by due_at, class)?$/,
  // In which zones people live, for the form in which one is chosen.
  /^select distinct zone from person where workspace_id = \?/,
  // In which of them most people with a role live: by its days reports are counted.
  /^select working_week, holiday_region, \(select zone from \(select distinct seat\./,
  // Everybody with a role, whose digests are scheduled anew when the days of the workspace change.
  /^select distinct person_id from seat where workspace_id = \?$/,
  // What anybody may ask for: a row each while it is taken.
  /^select \* from work_type where workspace_id = \? order by opened_at, template_key$/,
  // The few offices.
  /^select [\w, .]+ from office_seat inner join person .* order by office_seat\.id$/,
  // Whether there is any.
  /^select \* from program where workspace_id = \? and kind = \? limit 1$/,
  // Lists of all programs or of all items, for whoever may see them.
  /^select \* from program where workspace_id = \?(?: and kind = \?)?(?: order by id)?$/,
  /^select [\w, .()=]+ from item where workspace_id = \? (?:and type (?:in \(\?\)|not in \('stakeholder'\)) )?order by case when due_on is null/,
  // The roles in all running programs, where something is told of all of them.
  /^select \* from seat where workspace_id = \? order by id$/,
];

/** What a tick asks when it begins: for the first in an index, and for one row of the few that there are. */
const AT_EACH_TURN = /^select \(select min\(next_check_at\) as at from audience_source/;
const OF_A_TURN = /^SEARCH (?:audience_source|next_week|typed_words) USING \w+(?: \w+)* \(workspace_id=\?\)$/;

/** Indexes of the few rows of which their conditions hold. */
const OF_FEW = ["person_by_gone", "program_portfolios"];

/** A whole table, all of a workspace, all that ever went to a conversation, or an index made for the statement. */
const AT_LARGE = /^SCAN (?!CONSTANT ROW)\w{2,}|\(workspace_id=\?\)|conversation=\?\)|AUTOMATIC/;

/** Those of these statements that walk through a table, or through all that a workspace has in it, and how. */
export async function readsAtLarge(db: Db, statements: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const statement of statements) {
    if (!/^(?:select|update|delete)/.test(statement) || /sqlite_|kysely_migration/.test(statement)) continue;
    const plain = statement.replaceAll('"', "").replaceAll("+?", "?");
    if (ABOUT_ALL.some((known) => known.test(plain))) continue;
    const values = Array.from({ length: statement.split("?").length - 1 }, () => "");
    const { rows } = await db.executeQuery(CompiledQuery.raw(`explain query plan ${statement}`, values));
    const steps = z
      .array(z.object({ detail: z.string() }))
      .parse(rows)
      .map(({ detail }) => detail);
    // A bare SCAN of one letter is of what a subquery gives.
    const isOfFew = (step: string) => OF_FEW.some((index) => / INDEX (\w+)/.exec(step)?.[1] === index);
    const isKnown = (step: string) => isOfFew(step) || (AT_EACH_TURN.test(plain) && OF_A_TURN.test(step));
    const large = steps.filter((step) => AT_LARGE.test(step) && !isKnown(step));
    if (large.length > 0) found.push(`${large.join(" | ")}: ${statement}`);
  }
  return found;
}

export interface Statement {
  text: string;
  values: readonly unknown[];
}

/**
 * Those of these statements that read all rows that a workspace has in one of `tables`, and how: by no index, or by one
 * of which they name only what is the same in nearly all rows. The tables must be so full that an index pays.
 */
export async function readsAllOf(
  db: Db,
  tables: readonly string[],
  statements: readonly Statement[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { text, values } of statements) {
    if (!/^(?:select|update|delete|with)/.test(text)) continue;
    const reads = isPostgres(db)
      ? await readsOnPostgres(db, { text, values })
      : await readsOnSqlite(db, { text, values });
    const large = reads.filter(
      ({ table, index, condition }) => tables.includes(table) && !OF_FEW.includes(index) && isOfAll(condition),
    );
    found.push(...large.map(({ table, condition }) => `${table} by (${condition}): ${text}`));
  }
  return found;
}

interface Read {
  table: string;
  /** Empty where there is none. */
  index: string;
  /** What is looked up in an index; empty for a scan. */
  condition: string;
}

/** What is the same in nearly all rows. */
const OF_NEARLY_ALL = ["workspace_id", "is_deactivated", "is_bot", "affiliation"];

function isOfAll(condition: string): boolean {
  const columns = [...condition.matchAll(/(\w+) ?[=<>]/g)].map(([, column = ""]) => column);
  return columns.every((column) => OF_NEARLY_ALL.includes(column));
}

async function readsOnSqlite(db: Db, { text, values }: Statement): Promise<Read[]> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(`explain query plan ${text}`, [...values]));
  const steps = z.array(z.object({ detail: z.string() })).parse(rows);
  const named = aliasesIn(text);
  return steps.flatMap(({ detail }) => {
    const [, table = "", index = "", condition = ""] =
      /^(?:SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+))?(?:.*?\((.*)\))?/.exec(detail) ?? [];
    return table === "" ? [] : [{ table: named.get(table) ?? table, index, condition }];
  });
}

/** `from "person" as "p"`: SQLite's plans say p. */
function aliasesIn(text: string): Map<string, string> {
  return new Map([...text.matchAll(/"(\w+)" as "(\w+)"/g)].map(([, table = "", alias = ""]) => [alias, table]));
}

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string | undefined;
  "Index Name"?: string | undefined;
  "Index Cond"?: string | undefined;
  Plans?: PlanNode[] | undefined;
}

const planNode: z.ZodType<PlanNode> = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  "Index Cond": z.string().optional(),
  get Plans() {
    return z.array(planNode).optional();
  },
});
const explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: planNode })]) })]);

async function readsOnPostgres(db: Db, { text, values }: Statement): Promise<Read[]> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(`explain (format json, costs off) ${text}`, [...values]));
  const [{ "QUERY PLAN": plans }] = explained.parse(rows);
  return plans.flatMap(({ Plan }) => readsIn(Plan, ""));
}

function readsIn(node: PlanNode, within: string): Read[] {
  const table = node["Relation Name"] ?? within;
  const condition = (node["Index Cond"] ?? "").replaceAll(/::\w+|'[^']*'/g, "");
  const isRead = /^(?:Seq Scan|Index Scan|Index Only Scan|Bitmap Index Scan)$/.test(node["Node Type"]);
  const below = (node.Plans ?? []).flatMap((plan) =>
    readsIn(plan, node["Node Type"] === "Bitmap Heap Scan" ? table : ""),
  );
  return isRead ? [{ table, index: node["Index Name"] ?? "", condition }, ...below] : below;
}

/** As a workspace of many is: they are in Slack, and have said how they want their messages and when they are away. */
export async function addManyPeople(db: Db, workspaceId: string, count: number): Promise<void> {
  const workspace = sql.lit(workspaceId);
  const numbers = sql`with recursive number(n) as (select 1 union all select n + 1 from number where n < ${sql.lit(count)})`;
  const then = sql.lit("2026-01-01T00:00:00.000Z");
  await sql`insert into person (workspace_id, id, slack_user_id, handle, name, slack_name, zone, locale, is_bot, is_admin,
    is_primary_owner, is_deactivated, created_at, updated_at)
    ${numbers} select ${workspace}, 'many-' || n, 'UMANY' || n, 'many' || n, 'Many ' || n, 'Many ' || n,
    'Europe/Paris', 'en-GB', 0, 0, 0, 0, ${then}, ${then} from number`.execute(db);
  await sql`insert into person_preference (workspace_id, person_id, uses_slack_status, updated_at)
    ${numbers} select ${workspace}, 'many-' || n, 0, ${then} from number`.execute(db);
  await sql`insert into absence (workspace_id, id, person_id, from_date, until_date, created_at)
    ${numbers} select ${workspace}, 'away-' || n, 'many-' || n, '2026-01-01', '2026-01-02', ${then} from number`.execute(
    db,
  );
  // A SQLite file keeps the statistics that Drumbeat gives it (`platform/sqlite-planner-figures.ts`).
  if (isPostgres(db)) await sql`analyze`.execute(db);
}

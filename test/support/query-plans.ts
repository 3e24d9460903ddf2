/** What SQLite would read for a statement, told by SQLite itself. */
import { CompiledQuery } from "kysely";
import { z } from "zod";
import type { Db } from "../../src/platform/database.ts";

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
  /^select working_week, holiday_region, \(select zone from person where/,
  // Everybody with a role, whose digests are scheduled anew when the days of the workspace change.
  /^select distinct person_id from seat where workspace_id = \?$/,
  // What anybody may ask for: a row each while it is taken.
  /^select \* from work_type where workspace_id = \? order by opened_at, template_key$/,
  // The few offices.
  /^select [\w, .]+ from office_seat inner join person .* order by office_seat\.id$/,
  // Whether there is any.
  /^select \* from program where workspace_id = \? limit 1$/,
  // Lists of all programs or of all items, for whoever may see them.
  /^select \* from program where workspace_id = \? order by id$/,
  /^select [\w, .()=]+ from item where workspace_id = \? (?:and type (?:in \(\?\)|not in \('stakeholder'\)) )?order by case when due_on is null/,
  // The roles in all running programs, where something is told of all of them.
  /^select \* from seat where workspace_id = \? order by id$/,
];

/** What a tick asks when it begins: for the first in an index, and for one row of the few that there are. */
const AT_EACH_TURN = /^select \(select min\(next_check_at\) as at from audience_source/;
const OF_A_TURN = /^SEARCH (?:audience_source|next_week|typed_words) USING \w+(?: \w+)* \(workspace_id=\?\)$/;

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
    const isKnown = (step: string) => AT_EACH_TURN.test(plain) && OF_A_TURN.test(step);
    const large = steps.filter((step) => AT_LARGE.test(step) && !isKnown(step));
    if (large.length > 0) found.push(`${large.join(" | ")}: ${statement}`);
  }
  return found;
}

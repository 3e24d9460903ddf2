/** What SQLite would read for a statement, told by SQLite itself. */
import { CompiledQuery } from "kysely";
import { z } from "zod";
import type { Db } from "../../src/platform/database.ts";

/** What is about all there is of something, or only looks for the first row of an index. */
const ABOUT_ALL: readonly RegExp[] = [
  // The few programs whose digests are approved; the few forms that are half filled.
  /from digest_approval as approval cross join seat/,
  /^select program_id from digest_approval limit/,
  /^delete from half_filled_form where updated_at </,
  // The few rounds that were overtaken and of which messages do not say so yet.
  /^select \* from overtaken_round where workspace_id = \? order by round_id limit/,
  // Of which a workspace has one row.
  /^(?:select after_person, since|select \(select since as at|delete) from digest_recount where workspace_id = \?/,
  /^(?:select \* from|update) tidying (?:set next_at = \? )?where workspace_id = \?$/,
  // Once: at the upgrade, at the start, at the first digests, when a choice is made, at the end of the sandbox's run.
  /^update delivery set contact = case kind/,
  /^select \* from person where workspace_id = \? and is_primary_owner = \?$/,
  /^select id, handle from person where workspace_id = \?$/,
  /^select seat\.person_id, .* from seat inner join program .* program\.state = \? and person\.is_deactivated/,
  /^update escalation set check_at = \? where/,
  /^update item set confirmed_at = updated_at\s/,
  /^update program set closed_(?:at|by) = \(/,
  /^select workspace_id, id, title from program order by created_at, id$/,
  // The short keys of all programs, when one is created or gets another.
  /^select short_key from program where workspace_id = \?$/,
  /^select cadence\.workspace_id, .* where cadence\.state != \? and cadence\.rule like \?$/,
  /^select workspace_id, program_id, rhythm, first_period, last_period from digest_hold$/,
  /^select id, audience from cadence where workspace_id = \? and state != \? and \(audience like/,
  /^select count\(\*\) as count from check_in_revision where workspace_id = \?$/,
  /^select distinct item\.workspace_id, item\.program_id from item inner join person/,
  /^select id from person where workspace_id = \? and welcomed_at is not null limit/,
  /^select cadence\.id from cadence inner join question_set .* question_set\.questions like \?/,
  // For all readers together: which programs were asked anything since, or closed.
  /^select program_id, readers from cadence where workspace_id = \? and \(exists/,
  // In which months the years of a workspace's programs begin: its quarterly check-ins say it.
  /from cadence .* join program .* cadence\.rule like '/,
  // In which choices of a sponsor somebody takes part: each is deleted a month after its end.
  /^select \* from sponsor_choice where workspace_id = \? and \(contributors like/,
  // An export of all answers.
  /^select v\.workspace_id, v\.check_in_id, v\.revision, .* from check_in_revision as v /,
  // Once a month, what has been kept as long as is said; of what goes a workspace has few rows.
  /^select id from cadence where workspace_id = \? and rule (?:not )?like \?$/,
  /^select (?:count\(\*\) as count from item|key, closed_at from program) where .*closed_at < \?/,
  /^select count\(\*\) as count from absence\s+where .* until_date < \?$/s,
  /^select count\(\*\) as count from seat\s.* program_id in \(select id from program where .* closed_at < \?/s,
  /^select count\(\*\) as count from stakeholder\s.*program_id in \(select id from program\s+where .*closed_at < /s,
  /^(?:select count\(\*\)|delete from) .*\(select id from sponsor_choice where .*closed_at < \?/s,
  /^select count\(\*\) as count from \w+\s.* person\.is_deactivated = 1 and person\.updated_at < \?\)$/s,
  /^(?:select \* from|update|delete from) deletion /,
  // In which zones people live, for the form in which one is chosen.
  /^select distinct zone from person where workspace_id = \?/,
  // Lists of all programs or of all items, for whoever may see them.
  /^select \* from program where workspace_id = \? order by id$/,
  /^select [\w, .()=]+ from item where workspace_id = \? (?:and type in \(\?\) )?order by case when due_on is null/,
  // `plan`: all that is going to be asked, of everybody.
  /^select person_id, rhythm, is_wanted from reader_rhythm/,
  /^select program_id, rule from cadence where workspace_id = \? and state = \?$/,
  /^select \* from digest_subscription where workspace_id = \?$/,
  /^select \* from seat where workspace_id = \? order by id$/,
  /^select id, program_id, title, rule, readers, disclosure, state, question_set_id from cadence where workspace_id = \? order/,
  /from cadence cross join round where cadence\.workspace_id = \? and .* round\.key >= \? and round\.occasion is null$/,
  /^select person\.handle, .* from seat .* where seat\.workspace_id = \?/,
  /^select digest\.reader_id, digest\.rhythm, max\(edition\.cut_off_at\)/,
];

/** What a tick asks when it begins: for the first in an index, and for one row of the few that there are. */
const AT_EACH_TURN = /^select \(select min\(next_check_at\) as at from audience_source/;
const OF_A_TURN =
  /^SCAN digest_approval$|^SEARCH (?:digest_recount|audience_source|overtaken_round|tidying|typed_words) USING \w+(?: \w+)* \(workspace_id=\?\)$/;

/** An index made for the statement, of the few programs that were ever closed: a list that it has read by indexes before. */
const OF_CLOSED = /^SEARCH closing USING AUTOMATIC COVERING INDEX \(program_id=\?\)/;

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
    const isKnown = (step: string) => OF_CLOSED.test(step) || (AT_EACH_TURN.test(plain) && OF_A_TURN.test(step));
    const large = steps.filter((step) => AT_LARGE.test(step) && !isKnown(step));
    if (large.length > 0) found.push(`${large.join(" | ")}: ${statement}`);
  }
  return found;
}

/** Which rows an erasure looks at, and in which order it changes what. */

import { sql } from "kysely";
import type { Db, Tables, Tx } from "../../platform/database.ts";
import { holds, mayName } from "../repository-names.ts";
import type { Matcher } from "../rules-names.ts";
import type { Rows } from "./repository.ts";

export interface Whose {
  workspaceId: string;
  personId: string;
}

/** A piece of what nothing leads to looks at no more. */
export const SCANNED = 2000;

/** Rows that are of nobody else: they go. Those that point to others come before them. */
export function rowsThatGo({ workspaceId, personId }: Whose): Rows[] {
  const own = (column: string) => sql`${sql.ref(column)} = ${personId}`;
  const digests = sql`select id from digest where workspace_id = ${workspaceId} and reader_id = ${personId}`;
  const editions = sql`select id from digest_edition where workspace_id = ${workspaceId} and digest_id in (${digests})`;
  const drafts = sql`select id from digest_draft where workspace_id = ${workspaceId} and reader_id = ${personId}`;
  // Whoever answers for somebody has begun their form.
  const prompts = sql`select id from prompt where workspace_id = ${workspaceId} and (${own("person_id")} or ${own("delegate_id")})`;
  const lines = sql`select id from stakeholder where workspace_id = ${workspaceId} and ${own("person_id")}`;
  const candidacies = sql`select id from sponsor_candidate where workspace_id = ${workspaceId} and ${own("person_id")}`;
  const facts = sql`select id from candidate_fact
    where workspace_id = ${workspaceId} and (${own("by_id")} or candidate_id in (${candidacies}))`;
  const rows = (table: keyof Tables, key: string[], where = own("person_id")): Rows => ({ table, key, where });
  return [
    rows("half_filled_form", ["prompt_id"], sql`prompt_id in (${prompts})`),
    rows("typed_words", ["person_id", "ts"]),
    rows("cadence_draft", ["id"]),
    rows("proposal", ["check_in_id", "hash", "meaning"]),
    rows("person_preference", ["person_id"]),
    rows("opt_out", ["cadence_id", "person_id"]),
    rows("membership", ["kind", "source_id", "person_id"]),
    rows("digest_subscription", ["person_id", "rhythm"]),
    rows("reader_rhythm", ["person_id", "rhythm"]),
    rows("absence", ["id"]),
    rows("digest_source", ["edition_id", "line", "kind", "source_id"], sql`edition_id in (${editions})`),
    rows("digest_quote", ["edition_id", "person_id"], sql`edition_id in (${editions})`),
    rows("digest_division", ["edition_id"], sql`edition_id in (${editions})`),
    rows("digest_acknowledgement", ["edition_id", "person_id"], sql`edition_id in (${editions})`),
    {
      ...rows("digest_edition", ["id"], sql`digest_id in (${digests})`),
      parts: { table: "digest_division", column: "edition_id" },
    },
    rows("digest", ["id"], own("reader_id")),
    rows("digest_wording", ["draft_id", "revision"], sql`draft_id in (${drafts})`),
    rows("digest_draft_part", ["draft_id", "program_id"], sql`draft_id in (${drafts})`),
    rows("digest_draft", ["id"], own("reader_id")),
    // What they entered about others has nobody any more who could be asked of it.
    rows("fact_confirmation", ["fact_id", "by_id"], sql`${own("by_id")} or fact_id in (${facts})`),
    rows("candidate_fact", ["id"], sql`${own("by_id")} or candidate_id in (${candidacies})`),
    rows("sponsor_request", ["id"]),
    rows("sponsor_candidate", ["id"]),
    rows("stakeholder_event", ["stakeholder_id", "revision"], sql`stakeholder_id in (${lines})`),
    rows("stakeholder", ["id"]),
  ];
}

/** Rows with words of theirs, which stay without them. */
export function rowsWithWords(tx: Tx, { workspaceId, personId }: Whose) {
  const items = sql`select id from item where workspace_id = ${workspaceId} and raised_by = ${personId} and type <> 'decision'`;
  const decisions = sql`select id from item where workspace_id = ${workspaceId} and type = 'decision'`;
  const [by, mine] = [(column: string) => sql`${sql.ref(column)} = ${personId}`, sql`person_id = ${personId}`];
  return {
    answers: { table: "check_in_revision", key: ["check_in_id", "revision"], where: by("author_id"), scanned: SCANNED },
    prompts: { table: "prompt", key: ["id"], where: sql`${mine} and reason is not null` },
    items: {
      table: "item",
      key: ["id"],
      where: sql`(raised_by = ${personId} and type <> 'decision') or ${holds(tx, sql.ref("details"), personId)}`,
      scanned: SCANNED,
    },
    events: {
      table: "item_event",
      key: ["item_id", "revision"],
      where: sql`(${by("actor_id")} and item_id not in (${decisions})) or item_id in (${items})
        or ${holds(tx, sql`coalesce(before, '')`, personId)} or ${holds(tx, sql`coalesce(after, '')`, personId)}`,
      scanned: SCANNED,
    },
    reasons: { table: "health_question", key: ["id"], where: sql`${by("owner_id")} and reason is not null` },
    // Of an item it is found by what the cause says behind the check: `W1:<item id>`.
    findings: { table: "health_finding", key: ["check_in_id", "cause"], where: sql`substr(cause, 4) in (${items})` },
    // What somebody is asked about an item quotes its title.
    occasions: { table: "round", key: ["id"], where: sql`occasion is not null`, scanned: SCANNED },
    wordings: { table: "digest_wording", key: ["draft_id", "revision"], where: by("edited_by"), scanned: SCANNED },
    // What a decider asked back, and a word of thanks, stand in the message that says them, and in its updates.
    questions: {
      table: "delivery",
      key: ["id"],
      where: sql`kind = 'ask-back' and exists (select 1 from item_event as asked
        where asked.workspace_id = ${workspaceId} and ${by("asked.actor_id")} and asked.event = 'asked-back'
          and delivery.key like '%ask-back:' || asked.item_id || ':' || cast(asked.revision as text))
        or kind = 'thanks' and ${holds(tx, sql.ref("subject"), personId)}`,
      scanned: SCANNED,
    },
    cases: { table: "case_section", key: ["id"], where: by("written_by"), scanned: SCANNED },
    programs: { table: "program", key: ["id"], where: sql`purpose <> '' or benefits <> ''` },
    audit: {
      table: "audit",
      key: ["id"],
      where: sql`${by("actor_id")} and (before is not null or after is not null)`,
      scanned: SCANNED,
    },
  } satisfies Record<string, Rows>;
}

const WITH_DOCUMENTS = {
  digest_edition: ["id"],
  digest_draft: ["id"],
  digest_draft_part: ["draft_id", "program_id"],
} as const;
export type WithDocument = keyof typeof WITH_DOCUMENTS;

/** Digests that name them, or tell something of theirs. */
export function rowsWithDocuments(
  tx: Tx,
  { workspaceId, personId }: Whose,
  table: WithDocument,
  matcher: Matcher,
): Rows {
  const within = (table: string, id: string) =>
    sql`${sql.ref(`${table}.workspace_id`)} = ${workspaceId} and ${sql.ref(`${table}.${id}`)} = source.source_id`;
  const told = sql`exists (select 1 from digest_source as source
    where source.workspace_id = ${workspaceId} and source.edition_id = digest_edition.id and (
      exists (select 1 from check_in where ${within("check_in", "id")} and check_in.person_id = ${personId})
      or exists (select 1 from check_in_revision where ${within("check_in_revision", "check_in_id")}
        and check_in_revision.revision = source.revision and check_in_revision.author_id = ${personId})
      or exists (select 1 from item where ${within("item", "id")} and item.raised_by = ${personId})
      or exists (select 1 from item_event where ${within("item_event", "item_id")} and item_event.actor_id = ${personId})))
    or exists (select 1 from digest_quote where digest_quote.workspace_id = ${workspaceId}
      and digest_quote.edition_id = digest_edition.id and digest_quote.person_id = ${personId})`;
  const laidOut = sql`exists (select 1 from digest_division
    where digest_division.workspace_id = ${workspaceId} and digest_division.edition_id = digest_edition.id
      and ${mayName(tx, ["digest_division.division"], matcher)})`;
  return {
    table,
    key: WITH_DOCUMENTS[table],
    // A draft has no list of its sources; few wait.
    where:
      table === "digest_edition"
        ? sql`${mayName(tx, ["digest_edition.document"], matcher)} or ${told} or ${laidOut}`
        : sql`1 = 1`,
    scanned: 50,
  };
}

/** Of what asks somebody, and says of others no more than what the program and the check-in are called. */
const ASKING = ["prompt", "reminder", "snooze", "receipt"];

/**
 * Messages to others that were sent, but of those that are shown anew with their edition or say nothing of anybody else.
 * `isRenamed`: something by whose name people are asked.
 */
export function sentToOthers({ personId }: Whose, { isRenamed }: { isRenamed: boolean }): Rows {
  const quiet = [
    "digest",
    "digest-file",
    "change-picture",
    "guide",
    "first-run",
    "attention",
    ...(isRenamed ? [] : ASKING),
  ];
  return {
    table: "delivery",
    key: ["id"],
    where: sql`state in ('sent', 'bundled') and updates_id is null and (person_id is null or person_id <> ${personId})
      and kind not in (${sql.join(quiet.map((kind) => sql`${kind}`))})`,
    scanned: SCANNED,
  };
}

/** What was sent to them, files of digests that were rewritten, and what could not be said anew. */
export function toTakeOut({ personId }: Whose, begunAt: string): Rows {
  return {
    table: "delivery",
    key: ["id"],
    where: sql`(updates_id is null and sent_ts is not null and (person_id = ${personId} or file_ids is not null))
      or (updates_id is not null and state = 'dropped' and due_at >= ${begunAt})`,
    scanned: SCANNED,
  };
}

/** Whether any of these has acted on digests. */
export async function hasActedOnDigests(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
): Promise<boolean> {
  if (personIds.length === 0) return false;
  const row = await db
    .selectFrom("audit")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("actor_id", "in", [...personIds])
    .where("action", "like", "digest.%")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The questions that each of these check-ins answers, as JSON. */
export async function questionsOf(
  tx: Tx,
  workspaceId: string,
  checkInIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom("check_in")
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "round.workspace_id")
        .onRef("question_set.id", "=", "round.question_set_id"),
    )
    .select(["check_in.id", "question_set.questions"])
    .where("check_in.workspace_id", "=", workspaceId)
    .where("check_in.id", "in", [...new Set(checkInIds)])
    .execute();
  return new Map(rows.map(({ id, questions }) => [id, questions]));
}

/** Of the items that they raised in this program, as their codes are made. */
export async function itemsRaisedIn(tx: Tx, { workspaceId, personId }: Whose, programId: string) {
  return tx
    .selectFrom("item")
    .select(["type", "number"])
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .where("raised_by", "=", personId)
    .where("type", "!=", "decision")
    .execute();
}

/** What these items are, and whether they raised them. */
export async function itemsBy(
  tx: Tx,
  { workspaceId, personId }: Whose,
  ids: readonly string[],
): Promise<Map<string, "decision" | "theirs" | "others">> {
  const rows = await tx
    .selectFrom("item")
    .select(["id", "type", "raised_by"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(
    rows.map(({ id, type, raised_by: by }) => [
      id,
      type === "decision" ? "decision" : by === personId ? "theirs" : "others",
    ]),
  );
}

/** Who gave a program its purpose or benefits last: whoever changed it last, else whoever created it; null: nobody knows. */
export async function giverOf(
  tx: Tx,
  workspaceId: string,
  { programId, field }: { programId: string; field: "purpose" | "benefits" },
): Promise<string | null> {
  const row = await tx
    .selectFrom("audit")
    .select("actor_id")
    .where("workspace_id", "=", workspaceId)
    .where("subject_id", "=", programId)
    .where(({ eb, or, and }) =>
      or([
        eb("action", "=", "program.created"),
        and([eb("action", "=", "program.changed"), holds(tx, sql.ref("after"), `"${field}"`)]),
      ]),
    )
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.actor_id ?? null;
}

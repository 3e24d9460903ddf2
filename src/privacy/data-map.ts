/**
 * What every table keeps about people: the one place by which a person's data is shown, exported, erased, kept and
 * described. A table without an entry does not compile.
 */

import type { Tables } from "../platform/database.ts";

/** What people are told apart: "Your answers", "Your seats". */
export const DATA_KINDS = [
  "profile",
  "preferences",
  "seats",
  "absences",
  "asked",
  "answers",
  "drafts",
  "record",
  "contacts",
  "candidacies",
  "digests",
  "messages",
  "audit",
] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** How a column is read: words as people typed them, or JSON in which such words or ids of people stand. */
type TextColumn = "words" | "json";

export interface TableData {
  kind: DataKind;
  /** The column with the id of whose row it is: it is theirs, and shown to them whole. */
  of?: string;
  /** Columns with the id of somebody else who has a part in it, and of whoever did it. */
  named?: readonly string[];
  /** Columns in which people's words, or their ids within JSON, stand. */
  texts?: Readonly<Record<string, TextColumn>>;
  /** Its rows belong to the rows of another table: `column` holds their id. */
  partOf?: { table: keyof Tables; column: string };
  /** The instant by which a row ages. */
  at?: string;
}

/** Null: nothing about anybody. */
type DataMap = { readonly [Table in keyof Tables]: TableData | null };

export const DATA_MAP = {
  absence: { kind: "absences", of: "person_id", named: ["delegate_person_id"], at: "created_at" },
  ask_message: null,
  ask_term: null,
  ask_vote: { kind: "record", of: "person_id", at: "cast_at" },
  asked_month: { kind: "asked", of: "person_id" },
  audience_source: null,
  audit: {
    kind: "audit",
    of: "actor_id",
    named: ["subject_id"],
    texts: { before: "json", after: "json" },
    at: "at",
  },
  cadence: {
    kind: "asked",
    texts: { audience: "json", readers: "json", pilot: "json", title: "words", pause_reason: "words" },
  },
  cadence_draft: { kind: "drafts", of: "person_id", texts: { content: "json" }, at: "updated_at" },
  calendar: null,
  candidate_fact: {
    kind: "candidacies",
    named: ["by_id"],
    texts: { text: "words" },
    partOf: { table: "sponsor_candidate", column: "candidate_id" },
    at: "at",
  },
  case_section: {
    kind: "record",
    of: "written_by",
    texts: { text: "words", measures: "json" },
    at: "written_at",
  },
  case_version: { kind: "record", of: "approved_by", at: "approved_at" },
  check_in: { kind: "answers", of: "person_id", at: "created_at" },
  check_in_revision: {
    kind: "answers",
    of: "author_id",
    texts: { answers: "json" },
    partOf: { table: "check_in", column: "check_in_id" },
    at: "answered_at",
  },
  deletion: { kind: "audit", named: ["seen_by"], at: "announced_at" },
  delivery: {
    kind: "messages",
    of: "person_id",
    named: ["key", "conversation"],
    texts: { subject: "json" },
    at: "created_at",
  },
  digest: { kind: "digests", of: "reader_id", at: "created_at" },
  digest_acknowledgement: { kind: "digests", of: "person_id", at: "acknowledged_at" },
  digest_approval: { kind: "seats", of: "approver_id", named: ["set_by"], at: "set_at" },
  digest_division: {
    kind: "digests",
    texts: { division: "json" },
    partOf: { table: "digest_edition", column: "edition_id" },
  },
  digest_draft: { kind: "digests", of: "reader_id", texts: { document: "json" }, at: "created_at" },
  digest_draft_part: {
    kind: "digests",
    of: "approved_by",
    named: ["held_by"],
    texts: { document: "json" },
    partOf: { table: "digest_draft", column: "draft_id" },
  },
  digest_edition: {
    kind: "digests",
    texts: { document: "json" },
    partOf: { table: "digest", column: "digest_id" },
    at: "created_at",
  },
  digest_hold: { kind: "digests", of: "held_by", at: "held_at" },
  digest_quote: {
    kind: "digests",
    of: "person_id",
    partOf: { table: "digest_edition", column: "edition_id" },
  },
  digest_recount: { kind: "digests", named: ["after_person"] },
  digest_source: { kind: "digests", named: ["source_id"], partOf: { table: "digest_edition", column: "edition_id" } },
  digest_subscription: { kind: "preferences", of: "person_id" },
  digest_wording: {
    kind: "digests",
    of: "edited_by",
    texts: { wording: "json" },
    partOf: { table: "digest_draft", column: "draft_id" },
    at: "edited_at",
  },
  erasure: {
    kind: "audit",
    of: "person_id",
    named: ["asked_by"],
    texts: { names: "json" },
    at: "begun_at",
  },
  escalation: {
    kind: "record",
    of: "holder_id",
    texts: { held_by: "json" },
    partOf: { table: "item", column: "item_id" },
  },
  escalation_ladder: { kind: "record", texts: { ladder: "json" }, at: "updated_at" },
  fact_confirmation: {
    kind: "candidacies",
    named: ["by_id"],
    partOf: { table: "sponsor_candidate", column: "candidate_id" },
    at: "at",
  },
  half_asked_round: null,
  half_filled_form: {
    kind: "drafts",
    texts: { fields: "json" },
    partOf: { table: "prompt", column: "prompt_id" },
    at: "updated_at",
  },
  health_finding: {
    kind: "record",
    texts: { finding: "json" },
    partOf: { table: "health_question", column: "question_id" },
  },
  health_question: { kind: "record", of: "owner_id", texts: { reason: "words" }, at: "asked_at" },
  health_trigger: { kind: "record", named: ["cause"], at: "fired_at" },
  health_watch: { kind: "record", texts: { settings: "json" } },
  item: {
    kind: "record",
    of: "raised_by",
    named: ["owner_id", "source_key"],
    texts: { title: "words", description: "words", details: "json" },
    at: "raised_at",
  },
  item_event: {
    kind: "record",
    of: "actor_id",
    texts: { before: "json", after: "json", note: "words" },
    partOf: { table: "item", column: "item_id" },
    at: "at",
  },
  membership: { kind: "seats", of: "person_id", at: "seen_at" },
  milestone: { kind: "answers", named: ["voice"], at: "updated_at" },
  milestone_date: null,
  opt_out: { kind: "preferences", of: "person_id", at: "at" },
  overtaken_round: null,
  person: { kind: "profile", of: "id", texts: { name: "words", handle: "words" }, at: "created_at" },
  person_preference: { kind: "preferences", of: "person_id", at: "updated_at" },
  picture: { kind: "messages", named: ["key"], at: "since" },
  program: {
    kind: "record",
    named: ["closed_by"],
    texts: { title: "words", purpose: "words", benefits: "words" },
    at: "created_at",
  },
  program_profile: { kind: "record", texts: { labels: "json" }, at: "at" },
  prompt: { kind: "asked", of: "person_id", named: ["delegate_id"], texts: { reason: "words" }, at: "opens_at" },
  proposal: { kind: "answers", of: "person_id", at: "decided_at" },
  question_set: { kind: "asked", texts: { questions: "json" }, at: "created_at" },
  reader_rhythm: { kind: "preferences", of: "person_id", at: "updated_at" },
  received: { kind: "messages", at: "received_at" },
  refused_block: null,
  round: { kind: "asked", texts: { occasion: "json", missed_reason: "words" }, at: "opens_at" },
  seat: {
    kind: "seats",
    of: "person_id",
    named: ["delegate_id"],
    texts: { earlier_terms: "json" },
    at: "created_at",
  },
  slack_pace: null,
  sponsor_candidate: { kind: "candidacies", of: "person_id", named: ["named_by"], at: "named_at" },
  sponsor_choice: {
    kind: "candidacies",
    named: ["opened_by", "chosen_id"],
    texts: { contributors: "json" },
    at: "opened_at",
  },
  sponsor_request: { kind: "candidacies", of: "person_id", named: ["asked_by", "replaces_id"], at: "asked_at" },
  stakeholder: {
    kind: "contacts",
    of: "person_id",
    named: ["said_to", "owner_id", "named_by"],
    texts: { name: "words", job: "words", organisation: "words", said_words: "words", cares: "words" },
    at: "named_at",
  },
  stakeholder_event: {
    kind: "contacts",
    named: ["actor_id"],
    partOf: { table: "stakeholder", column: "stakeholder_id" },
    at: "at",
  },
  tidying: null,
  tidying_entry: { kind: "messages", named: ["message_key"] },
  typed_words: { kind: "drafts", of: "person_id", texts: { text: "words" }, at: "at" },
  workspace: { kind: "profile", texts: { name: "words", data_protection_address: "words" }, at: "created_at" },
  workspace_fact: { kind: "audit", named: ["value"], at: "noted_at" },
} as const satisfies DataMap;

import type { TenantTables } from "../dialect.ts";

export const digests: TenantTables = {
  digest_subscription: {
    columns: { person_id: "text", rhythm: "text", next_at: "text" },
    key: ["person_id", "rhythm"],
    references: { person_id: "person" },
    indexes: {
      // The tick, over all workspaces: whose digest is due?
      due: ["next_at"],
    },
  },
  reader_rhythm: {
    columns: { person_id: "text", rhythm: "text", is_wanted: "integer", updated_at: "text" },
    key: ["person_id", "rhythm"],
    references: { person_id: "person" },
  },
  digest_recount: {
    columns: { after_person: "text", since: "text" },
    key: [],
  },
  digest: {
    columns: {
      id: "text",
      reader_id: "text",
      rhythm: "text",
      period: "text",
      in_message_of: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["reader_id", "rhythm", "period"]],
    references: { reader_id: "person" },
  },
  digest_edition: {
    columns: {
      id: "text",
      digest_id: "text",
      edition: "integer",
      locale: "text",
      zone: "text",
      from_at: "text?",
      cut_off_at: "text",
      document: "text",
      cleared_at: "text?",
      created_at: "text",
    },
    key: ["id"],
    unique: [["digest_id", "edition"]],
    references: { digest_id: "digest" },
    indexes: {
      // How many had answered as an edition was cut off.
      by_cut_off: ["workspace_id", "cut_off_at"],
    },
  },
  digest_division: {
    columns: { edition_id: "text", division: "text" },
    key: ["edition_id"],
    references: { edition_id: "digest_edition" },
  },
  digest_source: {
    columns: { edition_id: "text", line: "integer", kind: "text", source_id: "text", revision: "integer" },
    key: ["edition_id", "line", "kind", "source_id"],
    references: { edition_id: "digest_edition" },
    indexes: {
      // What rests on an answer that goes?
      by_source: ["workspace_id", "source_id"],
    },
  },
  digest_acknowledgement: {
    columns: { edition_id: "text", person_id: "text", acknowledged_at: "text" },
    key: ["edition_id", "person_id"],
    references: { edition_id: "digest_edition", person_id: "person" },
    indexes: {
      // What has this person acknowledged?
      by_person: ["workspace_id", "person_id"],
    },
  },
  digest_hold: {
    columns: {
      program_id: "text",
      rhythm: "text",
      first_period: "text",
      last_period: "text",
      held_by: "text",
      held_at: "text",
    },
    key: ["program_id", "rhythm"],
    references: { program_id: "program", held_by: "person" },
  },
  digest_approval: {
    columns: { program_id: "text", approver_id: "text?", set_by: "text", set_at: "text" },
    key: ["program_id"],
    references: { program_id: "program", approver_id: "person", set_by: "person" },
  },
  digest_draft: {
    columns: {
      id: "text",
      reader_id: "text",
      rhythm: "text",
      period: "text",
      locale: "text",
      zone: "text",
      from_at: "text",
      cut_off_at: "text",
      send_at: "text",
      document: "text",
      state: "text",
      created_at: "text",
    },
    key: ["id"],
    unique: [["reader_id", "rhythm", "send_at"]],
    references: { reader_id: "person" },
    indexes: {
      // Which drafts wait, and since when?
      waiting: ["state", "send_at"],
    },
  },
  digest_draft_part: {
    columns: {
      draft_id: "text",
      program_id: "text",
      document: "text",
      approved_by: "text?",
      approved_at: "text?",
      asked: "integer",
      remind_at: "text",
      held_by: "text?",
      held_at: "text?",
    },
    key: ["draft_id", "program_id"],
    references: { draft_id: "digest_draft", program_id: "program", approved_by: "person" },
    indexes: {
      // What is theirs: what has this person approved?
      by_approver: ["workspace_id", "approved_by"],
    },
  },
  digest_wording: {
    columns: { draft_id: "text", revision: "integer", edited_by: "text", edited_at: "text", wording: "text" },
    key: ["draft_id", "revision"],
    references: { draft_id: "digest_draft", edited_by: "person" },
  },
};

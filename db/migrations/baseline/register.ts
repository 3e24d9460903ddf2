import type { TenantTables } from "../dialect.ts";

export const register: TenantTables = {
  item: {
    columns: {
      id: "text",
      program_id: "text",
      type: "text",
      number: "integer",
      title: "text",
      description: "text",
      state: "text",
      owner_id: "text?",
      raised_by: "text",
      raised_at: "text",
      due_on: "text?",
      original_due_on: "text?",
      due_moves: "integer",
      answer_by: "text?",
      details: "text",
      disclosure: "text",
      source_key: "text",
      round_id: "text?",
      check_in_id: "text?",
      check_in_revision: "integer?",
      permalink: "text?",
      replaced_by: "text?",
      revision: "integer",
      closed_at: "text?",
      remind_at: "text?",
      updated_at: "text",
    },
    key: ["id"],
    unique: [["program_id", "type", "number"], ["source_key"]],
    references: {
      program_id: "program",
      owner_id: "person",
      raised_by: "person",
      round_id: "round",
      check_in_id: "check_in",
      replaced_by: "item",
    },
    indexes: {
      // The register of a program, and what of it is open.
      by_program: ["workspace_id", "program_id", "state"],
      // The objectives and measures of all programs.
      by_type: ["workspace_id", "type"],
      // What is mine?
      by_owner: ["workspace_id", "owner_id", "state"],
      // Has this person said so before?
      by_raiser: ["workspace_id", "raised_by", "type", "state"],
      // What came of this check-in?
      by_check_in: ["workspace_id", "check_in_id"],
      // Whose owners are to be reminded now, and when the next one is.
      to_remind: ["remind_at"],
      // An item that goes is nobody's successor any more.
      by_successor: ["workspace_id", "replaced_by"],
    },
  },
  item_event: {
    columns: {
      item_id: "text",
      revision: "integer",
      at: "text",
      actor_id: "text?",
      event: "text",
      before: "text?",
      after: "text?",
      note: "text?",
      check_in_id: "text?",
    },
    key: ["item_id", "revision"],
    references: { item_id: "item", actor_id: "person" },
    indexes: {
      // Which items does this check-in say again?
      by_check_in: ["workspace_id", "check_in_id"],
      // What is theirs: what has this person done to items?
      by_actor: ["workspace_id", "actor_id"],
      // What has happened since a message went?
      since: ["workspace_id", "at"],
    },
  },
  request_vote: {
    columns: {
      item_id: "text",
      circulation: "integer",
      person_id: "text",
      revision: "integer",
      option: "integer",
      cast_at: "text",
    },
    key: ["item_id", "circulation", "person_id", "revision"],
    references: { item_id: "item", person_id: "person" },
    indexes: {
      // What is theirs: how has this person voted?
      by_person: ["workspace_id", "person_id"],
    },
  },
  request_term: {
    columns: { item_id: "text", kind: "text", ends_at: "text" },
    key: ["item_id", "kind"],
    references: { item_id: "item" },
    indexes: {
      // Which terms are over, and when does the next one end?
      by_end: ["ends_at"],
    },
  },
  request_message: {
    columns: { item_id: "text", message_key: "text", noted_at: "text", has_buttons: { default: 0 } },
    key: ["item_id", "message_key"],
    references: { item_id: "item" },
    // What did this message show?
    indexes: { by_message: ["workspace_id", "message_key"] },
  },
  next_week: {
    columns: { begins_at: "text" },
    key: [],
  },
};

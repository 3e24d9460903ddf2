import type { TenantTables } from "../dialect.ts";

export const privacy: TenantTables = {
  erasure: {
    columns: {
      id: "text",
      person_id: "text",
      by_id: "text?",
      state: "text",
      step: "text",
      done_to: { default: "[]" },
      names: "text?",
      found: { default: "[]" },
      cleared: { default: "[]" },
      begun_at: "text",
      due_at: "text",
      finished_at: "text?",
    },
    key: ["id"],
    references: { person_id: "person" },
    indexes: {
      // The tick: which erasures go on?
      to_do: ["workspace_id", "state", "due_at"],
    },
  },
  deletion: {
    columns: {
      class: "text",
      due_at: "text?",
      count: "integer",
      next_at: "text",
      step: { default: "" },
      done_to: { default: "[]" },
    },
    key: ["class"],
  },
};

import type { TenantTables } from "../dialect.ts";

export const privacy: TenantTables = {
  erasure: {
    columns: {
      id: "text",
      person_id: "text",
      asked_by: "text?",
      state: "text",
      step: "text",
      done_to: "text",
      names: "text?",
      counts: "text",
      found: "text",
      confirmed: "text",
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
};

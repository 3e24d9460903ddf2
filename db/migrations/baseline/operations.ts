import type { TenantTables } from "../dialect.ts";

export const operations: TenantTables = {
  workspace_fact: {
    columns: { key: "text", value: "text", noted_at: "text" },
    key: ["key"],
  },
  deletion: {
    columns: {
      name: "text",
      at_table: "text",
      done_to: "text",
      rows_taken: "integer",
      announced_at: "text?",
      begun_at: "text?",
      finished_at: "text?",
      goes_before: "text?",
      foreseen: { default: 0 },
      due_at: "text?",
      days_running: { default: 0 },
      next_at: "text?",
      seen_by: "text?",
      seen_at: "text?",
    },
    key: ["name"],
  },
};

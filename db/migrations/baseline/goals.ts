import type { TenantTables } from "../dialect.ts";

export const goals: TenantTables = {
  measure_value: {
    columns: {
      item_id: "text",
      entry: "integer",
      on_day: "text",
      value: "text",
      entered_by: "text",
      entered_at: "text",
      source: "text",
    },
    key: ["item_id", "entry"],
    references: { item_id: "item", entered_by: "person" },
    indexes: {
      // What is theirs: which values has this person entered?
      by_person: ["workspace_id", "entered_by"],
    },
  },
  measure_asking: {
    columns: { item_id: "text", for_day: "text", ask_at: "text" },
    key: ["item_id"],
    references: { item_id: "item" },
    indexes: {
      // Whose number is asked for now, and when is the next?
      by_time: ["ask_at"],
    },
  },
};

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
      check_in_id: "text?",
    },
    key: ["item_id", "entry"],
    references: { item_id: "item", entered_by: "person" },
    indexes: {
      // What is theirs: which values has this person entered?
      by_person: ["workspace_id", "entered_by"],
      // What its receipt says: which values came with this answer?
      of_answer: { columns: ["workspace_id", "check_in_id"], where: "check_in_id is not null" },
    },
  },
  measure_asking: {
    columns: { item_id: "text", for_day: "text", ask_at: "text", is_put_off: "integer" },
    key: ["item_id"],
    references: { item_id: "item" },
    indexes: {
      // Whose number is asked for now, and when is the next?
      by_time: ["ask_at"],
    },
  },
};

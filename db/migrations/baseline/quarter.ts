import type { TenantTables } from "../dialect.ts";

export const quarter: TenantTables = {
  // Of a quarter that ended: what is recommended for a program, and what its committee or sponsor says to that.
  quarter_review: {
    columns: {
      program_id: "text",
      quarter: "text",
      body_id: "text",
      check_in_id: "text?",
      recommendation: "text?",
      is_apart: { default: 0 },
      until: "text?",
      choices: { default: "[]" },
      state: "text",
      request_id: "text?",
      decision_id: "text?",
      decided_by: "text?",
      begins_on: "text?",
      earlier: { default: "{}" },
      taken_back_by: "text?",
      opened_at: "text",
    },
    key: ["program_id", "quarter"],
    references: { program_id: "program", decided_by: "person", taken_back_by: "person" },
    indexes: {
      // What does this committee confirm?
      of_body: ["workspace_id", "body_id", "quarter"],
      // A request is decided: is it one of these?
      by_request: { columns: ["workspace_id", "request_id"], where: "request_id is not null" },
    },
  },
};

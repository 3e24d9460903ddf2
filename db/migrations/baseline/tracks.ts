import type { TenantTables } from "../dialect.ts";

export const tracks: TenantTables = {
  working_role: {
    columns: {
      id: "text",
      program_id: "text",
      key: "text",
      description: "text",
      added_by: "text",
      added_at: "text",
      ended_at: "text?",
    },
    key: ["id"],
    unique: [["program_id", "key"]],
    references: { program_id: "program", added_by: "person" },
  },
  role_holder: {
    columns: {
      id: "text",
      role_id: "text",
      person_id: "text",
      named_by: "text",
      from_at: "text",
      ended_at: "text?",
    },
    key: ["id"],
    references: { role_id: "working_role", person_id: "person", named_by: "person" },
    indexes: {
      of_role: ["workspace_id", "role_id", "ended_at"],
      // Which roles does this person hold?
      of_person: ["workspace_id", "person_id", "ended_at"],
    },
  },
};

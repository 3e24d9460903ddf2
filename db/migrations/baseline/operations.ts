import type { TenantTables } from "../dialect.ts";

export const operations: TenantTables = {
  workspace_fact: {
    columns: { key: "text", value: "text", noted_at: "text" },
    key: ["key"],
  },
};

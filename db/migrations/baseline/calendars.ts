import type { TenantTables } from "../dialect.ts";

export const calendars: TenantTables = {
  calendar: {
    columns: { key: "text", name: "text", region: "text?", days: "text", updated_at: "text" },
    key: ["key"],
  },
};

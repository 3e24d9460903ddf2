/** What waits for somebody's word: parts of reports, cases. */

import { defineCapability } from "../app/capability.ts";

export const approvals = defineCapability({ name: "approvals" });

/** Reports of programs, and the digests that are made of them. */

import { defineCapability } from "../kernel/capability.ts";

export const reports = defineCapability({ name: "reports" });

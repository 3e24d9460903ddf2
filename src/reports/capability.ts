/** Reports of programs, and the digests that are made of them. */

import { registered } from "../delivery/kinds.ts";
import { defineCapability } from "../kernel/capability.ts";
import { reportDigestKind } from "./digest-message.ts";
import { forwardedKind } from "./forwarding.ts";
import { offTrackKind } from "./off-track-message.ts";
import { reportFileKind } from "./report-files.ts";

export const reports = defineCapability({
  name: "reports",
  messages: [
    registered(reportDigestKind),
    registered(reportFileKind),
    registered(forwardedKind),
    registered(offTrackKind),
  ],
});

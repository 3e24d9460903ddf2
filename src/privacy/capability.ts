/** What is kept about people: shown to them, erased, kept no longer than is said, and described. */

import { registered } from "../delivery/kinds.ts";
import { defineCapability } from "../kernel/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { erasureCommand, registerErasureListeners } from "./erasure/listeners.ts";
import { erasureReceiptKind, namesFoundKind } from "./erasure/messages.ts";
import { eraseAgain, goOnErasing, nextErasureAt } from "./erasure/use-cases.ts";
import { myDataCommand, registerMyDataListeners } from "./my-data/listeners.ts";
import { ownDataFileKind, ownDataKind } from "./my-data/messages.ts";
import { registerNoticeListeners } from "./notice/listeners.ts";
import { registerRetention, retentionCommand, retentionSection } from "./retention/listeners.ts";
import { expireStep, foreseeStep } from "./retention/use-cases.ts";

export const privacy = defineCapability<Person, Visitor>({
  name: "privacy",
  async start(services, workspaceId) {
    await eraseAgain(services, workspaceId);
  },
  messages: [
    registered(ownDataKind),
    registered(ownDataFileKind),
    registered(namesFoundKind),
    registered(erasureReceiptKind),
  ],
  screens({ listening, services }) {
    registerMyDataListeners(listening, services);
    registerRetention(listening, services);
    registerErasureListeners(listening, services);
    registerNoticeListeners(listening, services);
  },
  commands: ({ services }) => [myDataCommand(services), retentionCommand(services), erasureCommand(services)],
  home: ({ services }) => ({ coming: retentionSection(services) }),
  steps: ({ services, workspaceId, slack }) => [
    { phase: "tidy", ...foreseeStep(services, workspaceId) },
    { phase: "tidy", ...expireStep(services, workspaceId) },
    ...(slack
      ? [{ phase: "tidy" as const, next: nextErasureAt, run: () => goOnErasing(services, workspaceId, slack.client) }]
      : []),
  ],
});

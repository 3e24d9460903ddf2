/** What is kept about people: shown to them, erased, kept no longer than is said, and described. */

import { registered } from "../delivery/kinds.ts";
import { defineCapability } from "../kernel/capability.ts";
import { nextTellingAt, tellOfActs } from "../people/two-person-acts/use-cases.ts";
import type { Person } from "../people/use-cases.ts";
import type { Visitor } from "../programs/visitor.ts";
import { erasureCommand, registerErasureListeners } from "./erasure/listeners.ts";
import { erasureReceiptKind, namesFoundKind } from "./erasure/messages.ts";
import { eraseAgain, goOnErasing, nextErasureAt } from "./erasure/use-cases.ts";
import { myDataCommand, registerMyDataListeners } from "./my-data/listeners.ts";
import { ownDataFileKind, ownDataKind } from "./my-data/messages.ts";
import { registerNoticeListeners } from "./notice/listeners.ts";
import { objectionsSection } from "./objections/home.ts";
import { registerObjectionListeners } from "./objections/listeners.ts";
import { objectionAnsweredKind, objectionKind } from "./objections/messages.ts";
import { registerRetention, retentionCommand, retentionSection } from "./retention/listeners.ts";
import { retiredStep } from "./retention/retired.ts";
import { expireStep, foreseeStep, mayLook } from "./retention/use-cases.ts";
import { actsSection, registerActListeners } from "./two-person-acts/listeners.ts";
import { actAnsweredKind, actAskedKind, tellOfAct } from "./two-person-acts/messages.ts";

export const privacy = defineCapability<Person, Visitor>({
  name: "privacy",
  async start(services, workspaceId) {
    await eraseAgain(services, workspaceId);
  },
  messages: [
    registered(ownDataKind),
    registered(ownDataFileKind),
    registered(objectionKind),
    registered(objectionAnsweredKind),
    registered(actAskedKind),
    registered(actAnsweredKind),
    registered(namesFoundKind),
    registered(erasureReceiptKind),
  ],
  screens({ listening, services }) {
    registerMyDataListeners(listening, services);
    registerObjectionListeners(listening, services);
    registerRetention(listening, services);
    registerActListeners(listening, services);
    registerErasureListeners(listening, services);
    registerNoticeListeners(listening, services);
  },
  commands: ({ services }) => [myDataCommand(services), retentionCommand(services), erasureCommand(services)],
  home({ services }) {
    const [acts, objections] = [actsSection(services), objectionsSection(services)];
    return {
      "to-decide": async (visitor) =>
        mayLook(visitor.person) ? [...(await acts(visitor)), ...(await objections(visitor))] : [],
      coming: retentionSection(services),
    };
  },
  steps: ({ services, workspaceId, slack }) => [
    {
      phase: "remind",
      next: nextTellingAt,
      run: () => tellOfActs(services, workspaceId, (tx, act, toIds) => tellOfAct(tx, services, act, toIds)),
    },
    { phase: "tidy", ...foreseeStep(services, workspaceId) },
    { phase: "tidy", ...retiredStep(services, workspaceId) },
    { phase: "tidy", ...expireStep(services, workspaceId) },
    ...(slack
      ? [{ phase: "tidy" as const, next: nextErasureAt, run: () => goOnErasing(services, workspaceId, slack.client) }]
      : []),
  ],
});

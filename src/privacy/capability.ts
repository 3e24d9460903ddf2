/** Data about people: shown to them, erased, deleted at its age, and named in their first message. */

import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/message-kind.ts";
import type { Person } from "../people/people.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { agesStep } from "./delete-aged.ts";
import { eraseAgain, goOnErasing, nextErasureAt } from "./erasure.ts";
import { erasureKind } from "./erasure-message.ts";
import { erasureCommand, registerErasureListeners } from "./erasure-screen.ts";
import { myDataCommand, ownDataFileKind, ownDataKind, registerMyDataListeners } from "./my-data-screen.ts";
import { agesSection, registerAgesListeners } from "./retention-screen.ts";

export const privacy = defineCapability<Person, Visitor>({
  name: "privacy",
  async start(services, workspaceId, kinds) {
    await eraseAgain({ ...services, kinds }, workspaceId);
  },
  messages: [registered(ownDataKind), registered(ownDataFileKind), registered(erasureKind)],
  screens({ listening, services }) {
    registerMyDataListeners(listening, services);
    registerErasureListeners(listening, services);
    registerAgesListeners(listening, services);
  },
  commands: ({ services }) => [myDataCommand(services), erasureCommand(services)],
  home: ({ services }) => ({ next: agesSection(services) }),
  steps: ({ services, workspaceId, kinds, gateway }) => [
    { phase: "tidy", ...agesStep(services, workspaceId) },
    ...(gateway
      ? [
          {
            phase: "tidy" as const,
            next: nextErasureAt,
            run: () => goOnErasing(services, workspaceId, { kinds, client: gateway.client }),
          },
        ]
      : []),
  ],
});

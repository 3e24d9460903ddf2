import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/message-kind.ts";
import type { Person } from "../people/people.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import {
  nextSourceCheck,
  noteAllSources,
  refreshDueSource,
  registerSourceEvents,
} from "./audience/channel-and-group-members.ts";
import { nobodyLeftKind } from "./nobody-left-message.ts";

export const cadences = defineCapability<Person, Visitor>({
  name: "cadences",
  async start(services, workspaceId) {
    await noteAllSources(services, workspaceId);
  },
  messages: [registered(nobodyLeftKind)],
  screens: registerSourceEvents,
  steps({ services, workspaceId, gateway }) {
    if (!gateway) return [];
    const { client, actorOf: personOf } = gateway;
    return [
      {
        phase: "plan",
        next: nextSourceCheck,
        run: () => refreshDueSource(services, workspaceId, { client, personOf }),
      },
    ];
  },
});

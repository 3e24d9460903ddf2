/** Working roles of programs, and tracks: what is done in which order, and whose it is now. */
import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/kinds.ts";
import type { Person } from "../people/people.ts";
import type { Visitor } from "../programs/viewer.ts";
import { mineSection, seamsSection } from "./home.ts";
import { heirKind } from "./leaving.ts";
import { listenToLeaving } from "./leaving-screen.ts";
import { listenToPictures, trackPictureKind } from "./picture.ts";
import { makeDueReady, nextReadyAt } from "./ready.ts";
import { listenToRoles, rolesCommand } from "./roles-screen.ts";
import { listenToSteps } from "./step-forms.ts";
import { stepGateKind, stepKind } from "./step-messages.ts";
import { listenToTracks, tracksCommand } from "./tracks-screen.ts";
import { workKind } from "./work/messages.ts";
import { endHolds, nextHoldEnd } from "./work/order.ts";
import { workLinkKind } from "./work/taking.ts";
import { listenToWork, workCommand } from "./work/work-presses.ts";

export const tracks = defineCapability<Person, Visitor>({
  name: "tracks",
  messages: [
    ...[registered(stepKind), registered(stepGateKind), registered(heirKind), registered(trackPictureKind)],
    ...[registered(workKind), registered(workLinkKind)],
  ],
  screens({ listening, services }) {
    listenToRoles(listening, services);
    listenToSteps(listening, services);
    listenToLeaving(listening, services);
    listenToTracks(listening, services);
    listenToPictures(listening, services);
    listenToWork(listening, services);
  },
  home: ({ services }) => ({ "to-do": mineSection(services), waiting: seamsSection(services) }),
  commands: ({ services }) => [rolesCommand(services), tracksCommand(services), workCommand(services)],
  steps: ({ services, workspaceId }) => [
    { phase: "plan", next: nextReadyAt, run: () => makeDueReady(services, workspaceId) },
    { phase: "plan", next: nextHoldEnd, run: () => endHolds(services, workspaceId) },
  ],
});

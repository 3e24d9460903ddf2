/** Working roles of programs, and tracks: what is done in which order, and whose it is now. */
import { defineCapability, screenCommand } from "../app/capability.ts";
import { registered } from "../delivery/message-kind.ts";
import { showWhy } from "../delivery/screens.ts";
import type { Person } from "../people/people.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { listenToAsking } from "./ask-form.ts";
import { consultedKind } from "./consulted.ts";
import { stepGateKind } from "./gate-messages.ts";
import { mineSection, partsSection, seamsSection } from "./home.ts";
import { informedKind } from "./informed.ts";
import { lateStepKind } from "./late-messages.ts";
import { lookAtSteps, nextLookAt } from "./late-steps.ts";
import { heirKind, listenToLeaving } from "./leaver-items.ts";
import { listenToPresses } from "./listeners.ts";
import { listenToPlans } from "./plan-form.ts";
import { raciViewFor } from "./raci-screen.ts";
import { makeDueReady, nextReadyAt } from "./ready-steps.ts";
import { roleNamedKind } from "./role-named.ts";
import { listenToRoles, rolesViewFor } from "./roles-screen.ts";
import { stepKind } from "./step-messages.ts";
import { trackTexts } from "./texts.ts";
import { listenToTracks, tracksViewFor } from "./tracks-screen.ts";
import { newcomersSection } from "./welcome.ts";
import { listenToIntake } from "./work/intake.ts";
import { workKind } from "./work/messages.ts";
import { workLinkKind } from "./work/request-types.ts";
import { orderKind } from "./work/requests-to-order-message.ts";
import { workTexts } from "./work/texts.ts";
import { workView } from "./work/work-requests-screen.ts";

/** Of words that are searched for among work requests. */
const LONGEST_QUERY = 200;

export const tracks = defineCapability<Person, Visitor>({
  name: "tracks",
  messages: [
    ...[registered(stepKind), registered(stepGateKind), registered(lateStepKind), registered(heirKind)],
    ...[registered(workKind), registered(workLinkKind), registered(consultedKind), registered(orderKind)],
    ...[registered(roleNamedKind), registered(informedKind)],
  ],
  screens({ listening, services, delivery }) {
    listenToRoles(listening, services);
    listenToAsking(listening, services);
    listenToPresses(listening, services, showWhy(delivery));
    listenToLeaving(listening, services);
    listenToTracks(listening, services);
    listenToPlans(listening, services);
    listenToIntake(listening, services);
  },
  home: ({ services }) => ({
    "to-do": mineSection(services),
    waiting: async (visitor) => [
      ...(await seamsSection(services)(visitor)),
      ...(await newcomersSection(services)(visitor)),
    ],
    programs: partsSection(services),
  }),
  commands: ({ services }) => [
    screenCommand(
      { word: "roles", otherWords: { en: ["role"], fr: ["rôle"] } },
      (reader) => textsFor(trackTexts, reader),
      (actor, wanted) => rolesViewFor(services, actor, wanted),
    ),
    screenCommand(
      { word: "raci" },
      (reader) => textsFor(trackTexts, reader).raci,
      (actor, wanted) => raciViewFor(services, actor, wanted),
    ),
    screenCommand(
      { word: "tracks", otherWords: { en: ["track"], fr: ["plan-de-travail"] } },
      (reader) => textsFor(trackTexts, reader).running,
      (actor, wanted) => tracksViewFor(services, actor, wanted),
    ),
    screenCommand(
      { word: "work", otherWords: { en: ["work requests", "intake"], fr: ["demandes"] } },
      (reader) => textsFor(workTexts, reader),
      (actor, _, words) => workView(services, actor, { query: words.slice(0, LONGEST_QUERY) || null }),
    ),
  ],
  steps: ({ services, workspaceId }) => [
    { phase: "plan", next: nextReadyAt, run: () => makeDueReady(services, workspaceId) },
    { phase: "escalate", next: nextLookAt, run: () => lookAtSteps(services, workspaceId) },
  ],
});

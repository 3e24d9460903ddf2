/** Goals: objectives and measures, the values of those, and asking for them. */
import { defineCapability } from "../app/capability.ts";
import { registered } from "../delivery/message-kind.ts";
import type { Person } from "../people/people.ts";
import type { Follower } from "../platform/events.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { hasValues } from "../register/goals/measure-units.ts";
import { type Item, itemChanged } from "../register/items.ts";
import { numbersPutOff, planAsking } from "./asking.ts";
import { listenToEntering } from "./enter-form.ts";
import { askForNumbers, correctNumbersDue, measuresDueKind, nextAskingAt, numbersSection } from "./measures-due.ts";
import { entriesOf, type Measure, valuesEntered } from "./values.ts";

export const goals = defineCapability<Person, Visitor>({
  name: "goals",
  messages: [registered(measuresDueKind)],
  screens({ listening, services }) {
    listenToEntering(listening, services);
  },
  home: ({ services }) => ({ "to-do": numbersSection(services) }),
  steps: ({ services, workspaceId }) => [
    { phase: "remind", next: nextAskingAt, run: () => askForNumbers(services, workspaceId) },
  ],
});

export const goalFollowers: Follower[] = [
  itemChanged.followedBy(async ({ clock }, tx, { before, after }) => {
    if (after.type === "measure" && isAskedOtherwise(before, after)) await planAsking({ db: tx, clock }, after);
  }),
  valuesEntered.followedBy(async (services, tx, { workspaceId, measures }) => {
    for (const measure of measures) await planAsking({ db: tx, clock: services.clock }, measure);
    const personIds = measures.flatMap(({ owner_id: id }) => id ?? []);
    await correctNumbersDue(services, tx, { workspaceId, personIds });
  }),
  numbersPutOff.followedBy(correctNumbersDue),
  hasValues.answeredBy(
    async (_, db, { workspaceId, measureId }) => (await entriesOf(db, workspaceId, [measureId])).length > 0,
  ),
];

/** Whom, when or whether is another. */
function isAskedOtherwise(before: Item | null, after: Measure): boolean {
  if (before?.type !== "measure") return true;
  const { rhythm, knownOn } = after.details;
  return (
    before.owner_id !== after.owner_id ||
    before.state !== after.state ||
    before.details.rhythm !== rhythm ||
    before.details.knownOn !== knownOn
  );
}

/** Goals: objectives and measures, the values of those, and asking for them. */
import { defineCapability, screenCommand } from "../app/capability.ts";
import { registered } from "../delivery/message-kind.ts";
import { filesAskedFor } from "../people/files-asked-for.ts";
import type { Person } from "../people/people.ts";
import type { Follower } from "../platform/events.ts";
import { textsFor } from "../platform/texts/language.ts";
import { programReopened } from "../programs/events.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import type { Measure } from "../register/goals/every-goal.ts";
import { goalInView } from "../register/goals/goal-in-view.ts";
import { hasValues } from "../register/goals/measure-units.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import { type Item, itemChanged } from "../register/items.ts";
import { numbersPutOff, planAsking } from "./asking.ts";
import { listenToEntering } from "./enter-form.ts";
import { goalBlocks } from "./goal-view.ts";
import { goalsReading } from "./goals-reading.ts";
import { goalsIds, goalsViewFor, listenToGoals } from "./goals-screen.ts";
import { objectivesSection } from "./home.ts";
import { askForNumbers, correctNumbersDue, measuresDueKind, nextAskingAt, numbersSection } from "./measures-due.ts";
import { objectiveTexts } from "./texts-goals.ts";
import { entriesOf, valuesEntered } from "./values.ts";
import { composeValues } from "./values-file.ts";

export const goals = defineCapability<Person, Visitor>({
  name: "goals",
  messages: [registered(measuresDueKind)],
  screens({ listening, services }) {
    listenToEntering(listening, services);
    listenToGoals(listening, services);
  },
  commands: ({ services }) => [
    screenCommand(
      { word: "goals", otherWords: { en: ["objectives", "measures"], fr: ["indicateurs"] } },
      (reader) => {
        const { title, command } = textsFor(objectiveTexts, reader).screen;
        return { title, help: command };
      },
      (actor, wanted) => goalsViewFor(services, actor, wanted),
    ),
  ],
  readings: [goalsReading],
  home: ({ services }) => ({ "to-do": numbersSection(services), programs: objectivesSection(services) }),
  steps: ({ services, workspaceId }) => [
    { phase: "remind", next: nextAskingAt, run: () => askForNumbers(services, workspaceId) },
  ],
});

export const goalFollowers: Follower[] = [
  filesAskedFor.with({
    name: goalsIds.csv,
    compose: composeValues,
    sent: (reader) => textsFor(objectiveTexts, reader).csv.sent,
  }),
  itemChanged.followedBy(async ({ clock }, tx, { before, after }) => {
    if (after.type === "measure" && isAskedOtherwise(before, after))
      await planAsking({ db: tx, clock }, after, isGivenOn(before, after) ? "owner" : "planned");
  }),
  valuesEntered.followedBy(async (services, tx, { workspaceId, measures }) => {
    for (const measure of measures) await planAsking({ db: tx, clock: services.clock }, measure, "value");
    const personIds = measures.flatMap(({ owner_id: id }) => id ?? []);
    await correctNumbersDue(services, tx, { workspaceId, personIds });
  }),
  goalInView.answeredBy(goalBlocks),
  numbersPutOff.followedBy(correctNumbersDue),
  programReopened.followedBy(async ({ clock }, tx, { program }) => {
    const open = { types: ["measure" as const], states: ["open" as const] };
    for (const measure of await itemsOfPrograms(tx, program.workspace_id, [program.id], open))
      await planAsking({ db: tx, clock }, measure, "owner");
  }),
  hasValues.answeredBy(
    async (_, db, { workspaceId, measureId }) => (await entriesOf(db, workspaceId, [measureId])).length > 0,
  ),
];

function isGivenOn(before: Item | null, after: Measure): boolean {
  return before !== null && (before.owner_id !== after.owner_id || before.state !== after.state);
}

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

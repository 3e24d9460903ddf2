/** What a person does with an ask that their answer began: finds it in the record, completes it, or withdraws it. */
import { askIds } from "../register/ask-buttons.ts";
import { OPTION_FIELDS } from "../register/blocks-ask-forms.ts";
import { itemIds } from "../register/ids.ts";
import type { Actor } from "./actor.ts";
import { untilOpen } from "./answering.ts";
import { viewAsText } from "./as-text.ts";
import { placedElements } from "./inputs.ts";
import type { ScenarioEvent } from "./scenario.ts";

/** Which ask: the title of its program, since codes are counted per program. */
export interface KnownAsk {
  program: string;
  code: string;
}

type Completed = Extract<ScenarioEvent, { do: "complete-ask" }>;

/** Fills in the form of an ask. What the event leaves out stays as the form offers it. */
export async function completeAsk(actor: Actor, known: KnownAsk, event: Completed): Promise<void> {
  await openAsk(actor, known);
  await actor.pressInView({ actionId: askIds.complete });
  await actor.waitForView();
  const values = {
    title: event.question,
    decider: event.decider,
    ...Object.fromEntries(event.options.map((option, index) => [OPTION_FIELDS[index] ?? "", option])),
    nothing: event.nothing,
    recommended: OPTION_FIELDS.at(event.recommended - 1),
    why: event.why,
    "needed-by": event.neededBy,
    cost: event.costOfWaiting,
  };
  for (const [field, value] of Object.entries(values)) if (value !== undefined) actor.fill(field, value);
  await submitAndLeave(actor);
}

export async function withdrawAsk(actor: Actor, known: KnownAsk, reason: string): Promise<void> {
  await openAsk(actor, known);
  await actor.pressInView({ actionId: itemIds.close });
  await actor.waitForView();
  actor.fill("note", reason);
  await submitAndLeave(actor);
}

/** By `/drumbeat find`: the ask itself, or a list of those with this code, each with its program in the line below. */
async function openAsk(actor: Actor, { program, code }: KnownAsk): Promise<void> {
  const found = await untilOpen(actor, async () => (await actor.command(`/drumbeat find ${code}`)).response);
  const factsOf = (blocks: typeof found.blocks) => viewAsText({ ...found, blocks }).split(/\n| · /);
  const place = placedElements(found.blocks).find(
    ({ actionId, block }) =>
      actionId === itemIds.open &&
      factsOf(found.blocks.slice(found.blocks.indexOf(block) + 1).slice(0, 1)).includes(program),
  );
  if (place) await actor.pressInView({ actionId: itemIds.open, value: String(place.element.value) });
  else if (!factsOf(found.blocks).includes(program)) throw new Error(`There is no ${code} of ${program}.`);
}

async function submitAndLeave(actor: Actor): Promise<void> {
  const result = await actor.submit();
  if ("errors" in result || "failed" in result) throw new Error(`The form was not taken: ${JSON.stringify(result)}`);
  while (actor.view()) await actor.closeView();
}

/** What somebody presses in a check-in about the matters that they track, and about milestones. */
import { type Actor, objectIn, type PlacedElement, placedElements, stringIn } from "slack-sandbox";
import { z } from "zod";
import { mustBe, strictObject } from "../cadences/recurrence/input-problems.ts";
import { CHOICES } from "../register/tracked.ts";
import { pressUntil } from "./answering.ts";
import { fillIn } from "./request-acts.ts";

const name = z.string().min(1, "must not be empty");
const move = strictObject({ to: z.iso.date(mustBe("a date such as 2026-09-07")), why: name });
const pressed = CHOICES.filter((choice) => choice !== "moved");
const refusal = `must be ${pressed.join(", ")} or { to, why }`;
const choice = z.union([z.enum(pressed, refusal), move], refusal);

/** By the type of the question where they stand: what is pressed, by the code or words of the title of an item. */
export const ITEM_FIELDS = {
  items: z.record(name, choice, mustBe("items by code or title")),
  milestones: z.record(name, choice, mustBe("milestones by title")),
};

export type ItemWords = z.infer<(typeof ITEM_FIELDS)[keyof typeof ITEM_FIELDS]>;

/** In the open form of a check-in. Returns the names of those that it does not show. */
export async function pressAboutItems(actor: Actor, words: ItemWords): Promise<string[]> {
  const missing: string[] = [];
  for (const [name, word] of Object.entries(words)) {
    const { blocks } = await actor.waitForView();
    const field = placedElements(blocks).find(
      ({ blockId, block }) => /^tracked:[^:]+$/.test(blockId) && isAbout(block, name),
    );
    if (!field) missing.push(name);
    else if (typeof word === "string")
      await actor.pressInView({ blockId: field.blockId, actionId: field.actionId, option: word });
    else {
      const { blockId, actionId } = field;
      const date = `${blockId}:to`;
      const isShown = (placed: readonly PlacedElement[]) => placed.some((shown) => shown.blockId === date);
      await pressUntil(actor, { blockId, actionId, option: "moved" }, isShown);
      fillIn(actor, { [date]: word.to, [`${blockId}:why`]: word.why });
    }
  }
  return missing;
}

function isAbout(block: PlacedElement["block"], name: string): boolean {
  const label = stringIn(objectIn(block, "label"), "text") ?? "";
  return /^[A-Z]+-[A-Z]+-\d+$/.test(name) ? label.startsWith(`${name} `) : label.includes(name);
}

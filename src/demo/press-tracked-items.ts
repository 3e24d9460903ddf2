/** What somebody presses in a check-in about the matters that they track, and about milestones. */
import { type Actor, objectIn, type PlacedElement, placedElements, stringIn, type View } from "slack-sandbox";
import { pressUntil } from "./answer-check-in.ts";
import { fillIn } from "./request-acts.ts";
import type { ItemWords } from "./scenario-answers.ts";

/** In the open form of a check-in. Returns the names of those that it does not show. */
export async function pressAboutItems(actor: Actor, words: ItemWords): Promise<string[]> {
  const missing: string[] = [];
  for (const [name, word] of Object.entries(words)) {
    const { blocks } = await actor.waitForView();
    const field = fieldAbout(placedElements(blocks), name) ?? fieldBelow(blocks, name);
    if (!field) missing.push(name);
    else if (typeof word !== "string" && "number" in word) fillIn(actor, { [field.blockId]: word.number });
    else if (typeof word === "string" && isOfObjective(field)) fillIn(actor, { [field.blockId]: word });
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

function fieldAbout(placed: readonly PlacedElement[], name: string): PlacedElement | undefined {
  return placed.find(
    ({ blockId, block }) => /^(?:tracked:[^:]+|measure:[^:]+:[\d-]+)$/.test(blockId) && isAbout(block, name),
  );
}

/** Of an objective: its title stands in the block above its field. */
function fieldBelow(blocks: View["blocks"], name: string): PlacedElement | undefined {
  const at = blocks.findIndex((block) => block.type === "rich_text" && JSON.stringify(block).includes(name));
  return placedElements(blocks.slice(at + 1)).find(isOfObjective);
}

function isOfObjective({ blockId }: Pick<PlacedElement, "blockId">): boolean {
  return /^answer:[^:]+:outlook-/.test(blockId);
}

function isAbout(block: PlacedElement["block"], name: string): boolean {
  const label = stringIn(objectIn(block, "label"), "text") ?? "";
  return /^[A-Z]+-[A-Z]+-\d+$/.test(name) ? label.startsWith(`${name} `) : label.includes(name);
}

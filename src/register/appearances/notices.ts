/** What whoever enters an appearance is told of it at once. */
import { type Person, personById, readerAt } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { shortDate, textsFor } from "../../platform/texts/language.ts";
import type { Item } from "../repository.ts";
import { codeOf } from "../rules.ts";
import { isAppearance, isDayOff } from "./appearance.ts";
import { appearanceTexts } from "./texts.ts";

/** That whoever leads puts it, and that whoever is asked does not work on that day; of other items nothing. */
export async function noticesOn({ db, clock }: Services, actor: Person, item: Item): Promise<string[]> {
  if (!isAppearance(item) || item.owner_id === null || item.due_on === null) return [];
  const texts = textsFor(appearanceTexts, actor);
  const now = clock.now();
  const owner = await personById(db, item.workspace_id, item.owner_id);
  return [
    ...(item.state === "draft" ? [texts.toConfirm(codeOf(item))] : []),
    ...((await isDayOff(db, item, now))
      ? [texts.notWorking(owner.name, shortDate(readerAt(actor, now), item.due_on))]
      : []),
  ];
}

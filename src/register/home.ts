/** What Home shows of the record: what is one’s own to do or to complete, and what one waits for. */

import type { Services } from "../platform/services.ts";
import { actions, button, context, escapeMrkdwn, plainSection, shorten } from "../platform/slack/blocks.ts";
import { type HomeSection, oncePerHome, withHeading } from "../platform/slack/home.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/visitor.ts";
import { itemIds } from "./ids.ts";
import { itemsToDo } from "./list/use-cases.ts";
import { completeAction } from "./offers.ts";
import { requestsAtHand, waitingGroups } from "./requests/at-hand.ts";
import { requestTexts } from "./requests/texts.ts";
import { asListed } from "./rules-told.ts";
import { registerTexts } from "./texts.ts";
import { listItemsFor } from "./use-cases-reading.ts";
import { stateLine, titleLine } from "./words.ts";

const SHOWN = 5;
/** Further ones are counted up to here. */
const COUNTED = 100;

/**
 * The first due first; one statement, and others only where something is of a program without a role of the visitor.
 */
export function itemsSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { person, reader, now } = visitor;
    const texts = textsFor(registerTexts, reader);
    const today = localDateOf(now, person.zone);
    const items = await ownItems(services, visitor);
    const groups = items.slice(0, SHOWN).map((item) => {
      const isMineToComplete = item.state === "draft" && item.raised_by === person.id;
      const act = isMineToComplete
        ? button(completeAction(item), texts.button.complete, { value: item.id })
        : button(itemIds.open, texts.button.open, { value: item.id });
      const facts = [stateLine(reader, item, today), item.program].join(" · ");
      return [plainSection(titleLine(asListed(item, person.id)), act), context(escapeMrkdwn(shorten(facts, 900)))];
    });
    const more = items.length - SHOWN;
    const rest =
      more > 0
        ? [[context(texts.home.more(more)), actions("register.home", button(itemIds.mine, texts.button.mine))]]
        : [];
    return withHeading(texts.home.title, [...groups, ...rest]);
  };
}

/** Without those of programs in which the visitor has no role now, unless the item is theirs by another ground. */
async function stillTheirs<One extends { id: string; program_id: string }>(
  services: Pick<Services, "db" | "clock" | "events">,
  { person, programs }: Visitor,
  items: readonly One[],
): Promise<One[]> {
  const ids = items.flatMap((item) => (programs.some(({ id }) => id === item.program_id) ? [] : [item.id]));
  if (ids.length === 0) return [...items];
  const open = await listItemsFor(services, person, { ids });
  return items.filter(({ id }) => !ids.includes(id) || open.some((item) => item.id === id));
}

/** What is theirs to do now; read once for a Home. */
const ownItems = oncePerHome(async (services: Pick<Services, "db" | "clock" | "events">, visitor: Visitor) => {
  const { person, now } = visitor;
  const reviewedBy = localDateOf(now, person.zone);
  return stillTheirs(services, visitor, await itemsToDo(services.db, person, { reviewedBy, limit: COUNTED }));
});

/** What the visitor asked for, and with whom it is. */
export function waitingSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, person } = visitor;
    const { waiting } = await requestsAtHand(services, visitor);
    return withHeading(textsFor(requestTexts, reader).home.waiting, waitingGroups(reader, waiting, person.id));
  };
}

/** What Home shows of the record: what of one’s own is due, and what one waits for. */

import type { Services } from "../platform/services.ts";
import { button, plainSection, section, shorten } from "../platform/slack/blocks.ts";
import { type HomeSection, oncePerHome, withHeading } from "../platform/slack/home.ts";
import { shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/visitor.ts";
import { itemIds } from "./ids.ts";
import { itemsToDo } from "./list/use-cases.ts";
import { requestsAtHand, waitingGroups } from "./requests/at-hand.ts";
import { requestTexts } from "./requests/texts.ts";
import { isOverdue } from "./rules.ts";
import { asListed } from "./rules-told.ts";
import { registerTexts } from "./texts.ts";
import { listItemsFor } from "./use-cases-reading.ts";
import { dateLine, titleLine } from "./words.ts";

const SHOWN = 3;
/** Further ones are counted up to here. */
const COUNTED = 100;
const LONGEST_LINE = 900;

/** What of the visitor’s is due, the first due first; statements beside the first only for what is of no program of theirs. */
export function itemsSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { person, reader, now } = visitor;
    const { home, button: buttons, reminder } = textsFor(registerTexts, reader);
    const today = localDateOf(now, person.zone);
    const items = await ownItems(services, visitor);
    const due = items.filter(({ due_on: on }) => on !== null && on <= today);
    const groups = due.slice(0, SHOWN).map((item) => {
      const date = isOverdue(item, today) && item.due_on ? reminder.overdue(shortDate(reader, item.due_on)) : null;
      const line = [titleLine(asListed(item, person.id)), date ?? dateLine(reader, item) ?? ""].join(" · ");
      return [plainSection(shorten(line, LONGEST_LINE), button(itemIds.open, buttons.open, { value: item.id }))];
    });
    const more = due.length - SHOWN;
    return more > 0 ? [...groups, [section(home.more(more), button(itemIds.mine, buttons.mine))]] : groups;
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

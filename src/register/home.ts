/** What Home shows of the record: what of one’s own is due, and what one waits for. */

import type { Services } from "../platform/services.ts";
import { shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/visitor.ts";
import { button, plainSection, shorten } from "../slack/blocks.ts";
import { folded, type HomeSection, withHeading } from "../slack/home.ts";
import { itemIds } from "./ids.ts";
import { listItemsFor } from "./reading.ts";
import { listItemsToDo } from "./repository.ts";
import { requestsAtHand, waitingGroups } from "./requests/at-hand.ts";
import { requestTexts } from "./requests/texts.ts";
import { isOverdue, redactedUnlessOwn } from "./rules.ts";
import { registerTexts } from "./texts.ts";
import { dateLine, titleLine } from "./words.ts";

const SHOWN = 3;
/** Further ones are counted up to here. */
const COUNTED = 100;
const LONGEST_LINE = 900;

/** What of the visitor’s is due, the first due first; statements beside the first only for what is of no program of theirs. */
export function itemsSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { person, reader, now, programs } = visitor;
    const { home, button: buttons, reminder } = textsFor(registerTexts, reader);
    const today = localDateOf(now, person.zone);
    const own = await listItemsToDo(services.db, person.workspace_id, person.id, { reviewedBy: today, limit: COUNTED });
    const others = own.flatMap((item) => (programs.some(({ id }) => id === item.program_id) ? [] : [item.id]));
    // Of a program in which they have no role now an item may be theirs by another ground.
    const still = others.length > 0 ? await listItemsFor(services, person, { ids: others }) : [];
    const isStill = (id: string) => !others.includes(id) || still.some((item) => item.id === id);
    const due = own.filter(({ id, due_on: on }) => on !== null && on <= today && isStill(id));
    const groups = due.map((item) => {
      const date = isOverdue(item, today) && item.due_on ? reminder.overdue(shortDate(reader, item.due_on)) : null;
      const line = [titleLine(redactedUnlessOwn(item, person.id)), date ?? dateLine(reader, item) ?? ""].join(" · ");
      return [plainSection(shorten(line, LONGEST_LINE), button(itemIds.open, buttons.open, { value: item.id }))];
    });
    return folded(groups, { key: "items", shown: SHOWN, more: home.more });
  };
}

/** What the visitor asked for, and with whom it is. */
export function waitingSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, person } = visitor;
    const { waiting } = await requestsAtHand(services, visitor);
    return withHeading(textsFor(requestTexts, reader).home.waiting, waitingGroups(reader, waiting, person.id));
  };
}

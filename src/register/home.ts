/** What Home shows of the record: what is one's own to do or to complete, and to those who lead what goes up soon. */

import { may } from "../people/rules-rights.ts";
import type { Services } from "../platform/services.ts";
import { actions, button, context, escapeMrkdwn, plainSection, shorten } from "../platform/slack/blocks.ts";
import { type HomeSection, oncePerHome, withHeading } from "../platform/slack/home.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/visitor.ts";
import { isAsk } from "./asks/ask.ts";
import { comingGroups, comingWords } from "./asks/groups.ts";
import { waitsFor } from "./asks/rules.ts";
import { type EscalationComing, escalationsComing } from "./escalation/use-cases-coming.ts";
import { itemIds } from "./ids.ts";
import { itemsToDo } from "./list/use-cases.ts";
import { completeAction } from "./offers.ts";
import { asListed } from "./rules-told.ts";
import { registerTexts } from "./texts.ts";
import { homeTexts } from "./texts-home.ts";
import { listItemsFor } from "./use-cases-reading.ts";
import { stateLine, titleLine } from "./words.ts";

const SHOWN = 5;
/** Further ones are counted up to here. */
const COUNTED = 100;

/**
 * The first due first; one statement, and others only where something is of a program without a role of the visitor, or goes
 * up from one that they lead.
 */
export function itemsSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { person, reader, now } = visitor;
    const texts = textsFor(registerTexts, reader);
    const today = localDateOf(now, person.zone);
    const items = await ownItems(services, visitor);
    const coming = new Map((await comingInLed(services, visitor)).map((one) => [one.item.id, one]));
    const groups = items.slice(0, SHOWN).map((item) => {
      const isMineToComplete = item.state === "draft" && item.raised_by === person.id;
      const act = isMineToComplete
        ? button(completeAction(item), texts.button.complete, { value: item.id })
        : button(itemIds.open, texts.button.open, { value: item.id });
      const goesUp = coming.get(item.id);
      const facts = [
        stateLine(reader, item, today),
        item.program,
        ...(goesUp ? [comingWords(reader, goesUp, person.id)] : []),
      ].join(" · ");
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

/** What of the programs that the visitor leads goes up unless somebody answers; read once for a Home. */
const comingInLed = oncePerHome(async ({ db }: Pick<Services, "db">, { person, now, programs }: Visitor) => {
  const led = programs.filter(({ roles }) => may(roles, "change-record")).map(({ id }) => id);
  return escalationsComing(db, person.workspace_id, led, now);
});

/** The same, without what stands above as theirs to do or to decide. */
export function comingSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { person, reader, now, programs } = visitor;
    const today = localDateOf(now, person.zone);
    const shown = new Set((await ownItems(services, visitor)).slice(0, SHOWN).map(({ id }) => id));
    const isAbove = ({ item }: EscalationComing) =>
      shown.has(item.id) || (isAsk(item) && item.owner_id === person.id && waitsFor(item, today) === "decider");
    const coming = (await comingInLed(services, visitor)).filter((one) => !isAbove(one));
    const titles = new Map(programs.map(({ id, title }) => [id, title]));
    const view = { viewerId: person.id, programOf: (id: string) => titles.get(id) ?? "" };
    return withHeading(textsFor(homeTexts, reader).coming.title, comingGroups(reader, coming, view));
  };
}

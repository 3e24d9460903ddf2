/** When what somebody sends now reaches another person: at once, or when their hours begin again. */
import { AS_IT_HAPPENS, type Contact, type ContactFacts, HORIZON_DAYS, predictSending } from "../delivery/lanes.ts";
import { peopleByIds } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { dateAndTime, list, plural, type Reader, textsFor, withFullStop } from "../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { contactFactsOf, contactFactsOfAll } from "./availability.ts";

type Sent = Exclude<Contact, "reply">;

/** Of a message of this kind that waits for no other one, sent at `from`; null: it comes at once. */
export async function reachedAt(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  { from, contact }: { from: Instant; contact: Sent },
): Promise<Instant | null> {
  const facts = await contactFactsOf(db, workspaceId, personId, spanFrom(from));
  const at = comesAt(facts, { from, contact });
  return at > from ? at : null;
}

function comesAt(facts: ContactFacts, { from, contact }: { from: Instant; contact: Sent }): Instant {
  return predictSending({ facts, lanes: AS_IT_HAPPENS }, { contact, lane: "now", neededBy: null }, from).at;
}

/** “Tom Baker gets it Fri 4 Dec, 8:30.”, of each who does not get it at once; empty where all do. In the reader's zone. */
export async function reachedInWords(
  db: Db | Tx,
  reader: Reader,
  { workspaceId, personIds }: { workspaceId: string; personIds: readonly string[] },
  sending: { from: Instant; contact: Sent },
): Promise<string> {
  const { from } = sending;
  const people = await peopleByIds(db, workspaceId, [...personIds]);
  const facts = await contactFactsOfAll(db, workspaceId, people, spanFrom(from));
  const times = people.flatMap(({ id, name }) => {
    const own = facts.get(id);
    const at = own ? comesAt(own, sending) : from;
    return at > from ? [{ name, at }] : [];
  });
  const sentences = [...Map.groupBy(times, ({ at }) => at)].map(([at, those]) => {
    const names = those.map(({ name }) => name);
    return getsInWords(reader, names, at);
  });
  return sentences.join(" ");
}

/** “Tom Baker gets it Fri 4 Dec, 8:30.” */
export function getsInWords(reader: Reader, names: readonly string[], at: Instant): string {
  const texts = textsFor(reachedTexts, reader);
  return withFullStop(texts.gets(list(reader, [...names]), names.length, dateAndTime(reader, at)));
}

function spanFrom(from: Instant) {
  const day = localDateOf(from, "UTC");
  return { from: addLocalDays(day, -1), until: addLocalDays(day, HORIZON_DAYS + 1) };
}

const en = {
  gets: (names: string, count: number, when: string) => `${names} ${plural("en", count, "gets", "get")} it ${when}`,
};

const fr: typeof en = {
  // A request, a question, a reply, a decision: all feminine.
  gets: (names, count, when) => `${names} la ${plural("fr", count, "recevra", "recevront")} le ${when}`,
};

const reachedTexts = { en, fr };

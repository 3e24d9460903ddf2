/** What comes to a visitor next, on Home: check-ins, the message of their week, their part of a digest, their digest. */
import { workspaceCalendar } from "../calendars/calendars.ts";
import { comingToVisitor } from "../check-ins/home/asking.ts";
import type { Instant } from "../platform/clock.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime, shortDate, textsFor } from "../platform/texts/language.ts";
import { earliest, localDateOf, mondayOf } from "../platform/time.ts";
import { isAbove } from "../programs/seats.ts";
import type { Visitor } from "../programs/visitor.ts";
import { escapeMrkdwn, section } from "../slack/blocks.ts";
import { type HomeSection, withHeading } from "../slack/home.ts";
import { digestsAround } from "./digests-to-come.ts";
import { draftTime } from "./drafts-due.ts";
import { workTexts } from "./texts-screens.ts";

const SHOWN = 4;

/** “Tue 3 Nov, 9:00: your part of the digest”; to a sponsor “Tue 10 Nov, 9:00 · Digest Thu 3 Dec”. */
export function nextSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, now, person, programs } = visitor;
    if (programs.length === 0) return [];
    const texts = textsFor(workTexts, reader).home;
    const { checkIns, comesAt } = await comingToVisitor({ db }, visitor);
    const above = programs.map(({ roles, holders }) =>
      roles.includes("lead") ? holders.filter(({ role }) => isAbove(role)) : [],
    );
    const personIds = [...new Set([person.id, ...above.flat().map(({ personId }) => personId)])];
    const digests = await digestsAround(db, { workspaceId: person.workspace_id, personIds, now });
    const own = digests.filter(({ personId }) => personId === person.id);
    const coming = digests.filter(({ at }) => at > now);
    const firsts = above.flatMap(
      (readers) => coming.find(({ personId }) => readers.some((reader) => reader.personId === personId)) ?? [],
    );
    const working = firsts.length > 0 ? await workspaceCalendar(db, person.workspace_id) : null;
    const parts = firsts.map(({ at, zone }) => working && comesAt("morning", draftTime(at, zone, working)));
    const part = earliest(...parts.filter((at) => at !== null && at > now));
    const digestWeeks = own.map(({ at, zone }) => mondayOf(localDateOf(at, zone)));
    const isWeekly = programs.some(({ roles }) => roles.some(isAbove));
    const weekly = isWeekly ? comesAt("weekly", now, digestWeeks) : null;
    const digest = earliest(...own.map(({ at }) => at).filter((at) => at > now));
    const next: { at: Instant; words: string }[] = [
      ...checkIns.map(({ at, what }) => ({ at, words: texts.at(dateAndTime(reader, at), what) })),
      ...(weekly === null ? [] : [{ at: weekly, words: dateAndTime(reader, weekly) }]),
      ...(part === null ? [] : [{ at: part, words: texts.at(dateAndTime(reader, part), texts.part) }]),
      ...(digest === null
        ? []
        : [{ at: digest, words: texts.digest(shortDate(reader, localDateOf(digest, reader.zone))) }]),
    ];
    const words = new Set(next.toSorted((one, other) => one.at.localeCompare(other.at)).map((each) => each.words));
    if (words.size === 0) return [];
    return withHeading(texts.next, [[section(escapeMrkdwn([...words].slice(0, SHOWN).join(" · ")))]]);
  };
}

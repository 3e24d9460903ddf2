/** A team to thank, below the message of a sponsor's week: the newest promise that it kept by its day, once. */
import type { KnownBlock } from "@slack/types";
import { personById } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { addMs, DAY, localDateOf } from "../platform/time.ts";
import { listProgramsFor } from "../programs/use-cases.ts";
import { itemsOfPrograms } from "../register/reading.ts";
import { codeOf, shownTitle } from "../register/rules.ts";
import { hasChannel } from "../reports/digest-reading.ts";
import { digestIds } from "../reports/ids.ts";
import { lastThanked } from "../reports/thanks.ts";
import { button, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { isForAll } from "./case.ts";

const WEEK_MS = 7 * DAY;
const LONGEST_PROGRAM = 150;
const LONGEST_PROMISE = 300;

const thanksTexts = {
  en: {
    line: (program: string, promise: string, on: string) =>
      `*Thank* · ${program}: ${promise}, done on ${on}, by its day.`,
    button: "Thank the team…",
  },
  fr: {
    line: (program: string, promise: string, on: string) =>
      `*Remercier* · ${program}\u00a0: ${promise}, fait le ${on}, dans les délais.`,
    button: "Remercier l’équipe…",
  },
};

/** One at most: of the programs that they sponsor, where the team has a channel. */
export async function teamToThank(
  services: Looking,
  db: Db | Tx,
  { workspaceId, personId, reader, now }: { workspaceId: string; personId: string; reader: Reader; now: Instant },
): Promise<KnownBlock[]> {
  const known = await listProgramsFor(db, await personById(db, workspaceId, personId), services);
  const sponsored = new Map(
    known.flatMap(({ program, standings }) =>
      standings.includes("sponsor") && hasChannel(program) ? [[program.id, program]] : [],
    ),
  );
  if (sponsored.size === 0) return [];
  const done = await itemsOfPrograms(db, workspaceId, [...sponsored.keys()], {
    types: ["action"],
    states: ["done"],
    closedAfter: addMs(now, -WEEK_MS),
  });
  const kept = done
    .flatMap((item) => (item.closed_at === null || !isForAll(item) ? [] : { item, at: item.closed_at }))
    .filter(({ item, at }) => item.due_on !== null && localDateOf(at, "UTC") <= item.due_on)
    .toSorted((one, other) => (one.at < other.at ? 1 : -1));
  for (const { item, at } of kept) {
    const program = sponsored.get(item.program_id);
    const thankedAt = await lastThanked(db, workspaceId, item.program_id, personId);
    if (!program || (thankedAt !== null && thankedAt >= at)) continue;
    const texts = textsFor(thanksTexts, reader);
    const promise = `${codeOf(item)} ${escapeMrkdwn(shorten(shownTitle(item), LONGEST_PROMISE))}`;
    const line = texts.line(
      escapeMrkdwn(shorten(program.title, LONGEST_PROGRAM)),
      promise,
      shortDate(reader, localDateOf(at, "UTC")),
    );
    return [section(line, button(digestIds.thankTeam, texts.button, { value: program.id }))];
  }
  return [];
}

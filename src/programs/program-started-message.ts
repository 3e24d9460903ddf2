/** What a program begins with, by name: who gets what, when first; and that nothing feeds its sponsors yet. */
import type { KnownBlock } from "@slack/types";
import { type Person, readerOf } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { actions, button, escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Message } from "../slack/message.ts";
import { comingIn, notAskedYet, unfedSponsors } from "./events.ts";
import { namedPrograms } from "./named-programs.ts";
import { askFirstButton, programIds } from "./program-menu-and-buttons.ts";
import { type Program, standingsOf } from "./programs.ts";
import { programTexts } from "./texts.ts";

const MOST_NAMES = 3;
const LONGEST_NAME = 100;
const LONGEST_TITLE = 200;

/** `created`: to whoever leads it; `handed-over`: to whoever made it for others; `fed`: a check-in was added. */
export async function startedMessage(
  services: LookupContext,
  db: Db | Tx,
  { program, reader: asRead, readerId, event, by = "" }: StartedFor,
): Promise<Message> {
  const now = services.clock.now();
  const reader = { ...asRead, today: localDateOf(now, asRead.zone) };
  const all = textsFor(programTexts, reader);
  const { saved: texts, list: buttons } = all;
  const lines = await comingLines(services, db, { program, reader, readerId, now });
  const title = escapeMrkdwn(shorten(program.title, LONGEST_TITLE));
  const head = texts[event](title, escapeMrkdwn(by));
  const value = program.id;
  const about = { workspaceId: program.workspace_id, programIds: [value] };
  const sponsors = (await unfedSponsors.of(services, db, about)).get(value) ?? [];
  const isFirst = (await notAskedYet.of(services, db, about)).has(value);
  const next =
    lines.length === 0
      ? commandButton(buttons.addCheckIn, `cadence new ${value}`, { primary: true })
      : commandButton(buttons.openCheckIns, `cadence list ${value}`);
  return {
    text: lineOf(head),
    blocks: [
      section(lines.length === 0 ? `${head} ${texts.addOne}` : head),
      ...(lines.length === 0 ? [] : [section(lines.join("\n"))]),
      ...(sponsors.length > 0 ? unfedBlocks(reader, program, { sponsors, mayChange: event !== "handed-over" }) : []),
      ...(event === "handed-over"
        ? []
        : [
            actions(
              `program:${value}`,
              ...(isFirst ? [askFirstButton(reader, value)] : []),
              next,
              button(programIds.edit, buttons.edit, { value }),
            ),
          ]),
    ],
  };
}

interface StartedFor {
  program: Program;
  reader: Reader;
  readerId: string;
  event: "created" | "handed-over" | "lead" | "deputy" | "fed";
  by?: string;
}

/** “Thu 5 Nov, 14:00 · Weekly progress · Tom Whitfield”, in the order of time. */
async function comingLines(
  services: LookupContext,
  db: Db | Tx,
  about: { program: Program; reader: Reader; readerId: string; now: string },
): Promise<string[]> {
  const { reader } = about;
  const { more } = textsFor(programTexts, reader).list;
  const coming = [];
  for (const part of comingIn.itemsIn(services)) coming.push(...(await part(services, db, about)));
  coming.sort((item, other) => (item.at < other.at ? -1 : 1));
  return [...Map.groupBy(coming, ({ when, what }) => `${when} ${what}`).values()].flatMap((same) => {
    const [first] = same;
    const who = same.flatMap((each) => each.who);
    const shown = who.slice(0, MOST_NAMES).map((name) => shorten(name, LONGEST_NAME));
    const names = list(reader, who.length > MOST_NAMES ? [...shown, more(who.length - MOST_NAMES)] : shown);
    return first ? escapeMrkdwn([first.when, first.what, names].filter(Boolean).join(" · ")) : [];
  });
}

/** That nothing feeds the sponsors of a program, with the button that mends it. */
export function unfedBlocks(
  reader: Reader,
  program: { id: string; title: string },
  { sponsors, mayChange }: { sponsors: readonly string[]; mayChange: boolean },
): KnownBlock[] {
  const texts = textsFor(programTexts, reader).unfed;
  const names = escapeMrkdwn(
    list(
      reader,
      sponsors.map((name) => shorten(name, LONGEST_NAME)),
    ),
  );
  const line = `⚠ ${texts.line(escapeMrkdwn(shorten(program.title, LONGEST_TITLE)), names)}`;
  if (!mayChange) return [section(line)];
  return [section(line, button(programIds.feed, texts.add, { value: program.id, primary: true }))];
}

/** On the screen of a program. */
export async function unfedInProgram(
  services: LookupContext & { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  programId: string,
): Promise<KnownBlock[]> {
  const { db } = services;
  const { workspace_id: workspaceId } = person;
  const program = (await namedPrograms(db, workspaceId, [programId])).get(programId);
  const unfed = await unfedSponsors.of(services, db, { workspaceId, programIds: [programId] });
  const sponsors = unfed.get(programId);
  if (!program || program.closed || !sponsors) return [];
  const mayChange = may(await standingsOf(db, person, programId, services), "change-program");
  return unfedBlocks(readerOf(person), { id: programId, title: program.title }, { sponsors, mayChange });
}

/** What Home shows of programs: one's own, a block each, and the first step of who has none. */

import type { Services } from "../platform/services.ts";
import { context, escapeMrkdwn, section, shortenEscaped } from "../platform/slack/blocks.ts";
import { type Group, type HomeSection, withHeading } from "../platform/slack/home.ts";
import { dateAndTime, list, type Reader, textsFor } from "../platform/texts/language.ts";
import { type CardPart, cardMenu, programCards } from "./cards.ts";
import { firstStep } from "./first-step.ts";
import { officeLine } from "./office/line.ts";
import { programTexts } from "./texts.ts";
import type { VisitedProgram, Visitor } from "./visitor.ts";

/** All of them fit into one block. */
const LONGEST_TITLE = 300;
const LONGEST_FACTS = 500;
const LONGEST_LINES = 1300;
const LONGEST_COMING = 700;

export function programsSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, programs } = visitor;
    const office = await officeLine(services, visitor);
    const partsOf: ((programId: string) => CardPart | undefined)[] = [];
    for (const parts of programCards.itemsIn(services)) partsOf.push(await parts(services, visitor));
    const cards = programs.map((program) => ({
      program,
      parts: partsOf.flatMap((partOf) => partOf(program.id) ?? []),
    }));
    const notes = new Set(cards.flatMap(({ parts }) => parts.flatMap(({ note }) => note ?? [])));
    return withHeading(textsFor(programTexts, reader).list.title, [
      ...office,
      ...cards.map(({ program, parts }) => cardGroup(reader, program, parts)),
      ...[...notes].map((note) => [context(escapeMrkdwn(note))]),
    ]);
  };
}

/** Without an id of its own: Slack gives it another one at each publishing, so that no list is left at what was chosen. */
function cardGroup(reader: Reader, { title, roles }: VisitedProgram, parts: readonly CardPart[]): Group {
  const texts = textsFor(programTexts, reader);
  const [circle] = parts.flatMap((part) => part.circle ?? []);
  const facts = [
    ...parts.flatMap((part) => part.facts ?? []),
    list(
      reader,
      roles.map((role) => texts.role[role]),
    ),
  ];
  const coming = parts.flatMap((part) => part.coming ?? []).sort((one, other) => (one.at < other.at ? -1 : 1));
  const dates = coming.map(({ at, what }) => `${dateAndTime(reader, at)} (${what})`).join(" · ");
  const lines = [
    shown(parts.flatMap((part) => part.lines ?? []).join("\n"), LONGEST_LINES),
    dates === "" ? "" : shown(texts.home.coming(dates), LONGEST_COMING),
  ];
  const head = `${circle ? `${circle} ` : ""}*${shown(title, LONGEST_TITLE)}* · ${shown(facts.join(" · "), LONGEST_FACTS)}`;
  const menu = cardMenu.of(
    parts.flatMap((part) => part.choices ?? []),
    texts.home.choose,
  );
  return [section([head, ...lines].filter((line) => line !== "").join("\n"), menu)];
}

function shown(text: string, longest: number): string {
  return escapeMrkdwn(shortenEscaped(text, longest));
}

/** For those who have no program. */
export function firstStepSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person }) => [(await firstStep(db, person)).blocks];
}

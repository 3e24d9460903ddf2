/** The power–interest map with the coalition, in words and as a picture without names. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson } from "../people/people.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { codeInProgram } from "../register/codes-and-transitions.ts";
import { STANCES, type Stance } from "../register/types/actions-milestones-stakeholders.ts";
import type { Status } from "../reports/compile/report.ts";
import { box, card, INK, legend, noColour, PAD, SMALL, shape, TOP, text, WIDTH } from "../reports/pictures/drawing.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  image,
  section,
  shorten,
  shortenEscaped,
  type Words,
  words,
} from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { findPeople, type PeoplePage, type PersonLine, peopleOf } from "./stakeholders.ts";
import { QUADRANTS, type Quadrant, quadrantOf } from "./stakeholders-contact-schedule.ts";
import { peopleTexts, roleOf } from "./stakeholders-texts.ts";

/** With the id of the program. */
export const PICTURE = "people.picture";
/** Most names in one quadrant or list. */
const MOST_NAMED = 25;
const LONGEST_NAME = 100;
const LONGEST_ALLIES = 2000;

const SIGNS: Record<Stance, string> = { agreed: "●", "agreed-if": "▲", objected: "■", "not-asked": "○" };

export function mapBlocks(reader: Reader, { program, lines }: PeoplePage): KnownBlock[] {
  const all = textsFor(peopleTexts, reader);
  const texts = all.map;
  const quadrants = QUADRANTS.flatMap((quadrant): KnownBlock[] => {
    const here = lines.filter(({ details }) => quadrantOf(details) === quadrant);
    if (here.length === 0) return [];
    const more = here.length - MOST_NAMED;
    return [
      words(
        [{ text: texts.quadrants[quadrant], bold: true }],
        ...here.slice(0, MOST_NAMED).map((line) => placed(reader, line)),
        ...(more > 0 ? [[{ text: all.more(more) }]] : []),
      ),
    ];
  });
  return [
    context(texts.legend),
    ...quadrants,
    ...coalitionBlocks(reader, lines),
    actions("people.map", button(PICTURE, texts.picture, { value: program.id })),
  ];
}

function nameOf({ called }: PersonLine): string {
  return shorten(called, LONGEST_NAME);
}

function placed(reader: Reader, line: PersonLine): Words[] {
  const { approach } = textsFor(peopleTexts, reader);
  const { stance, isAlly, capacity } = line.details;
  const able = capacity === undefined ? [] : [approach.capacity(shorten(capacity, 100))];
  const facts = [roleOf(reader, line.details), ...able].join(" · ");
  return [
    { text: `${SIGNS[stance]}${isAlly ? "★" : ""} ${codeInProgram(line)} ` },
    { text: nameOf(line), bold: true },
    { text: ` · ${facts}` },
  ];
}

function coalitionBlocks(reader: Reader, lines: readonly PersonLine[]): KnownBlock[] {
  const texts = textsFor(peopleTexts, reader).coalition;
  const allies = lines.filter(({ details }) => details.isAlly);
  const together = lines.filter(({ coalition }) => coalition.length > 0).slice(0, MOST_NAMED);
  const named = list(reader, allies.slice(0, MOST_NAMED).map(nameOf));
  return [
    section(named === "" ? texts.noAllies : texts.allies(escapeMrkdwn(shortenEscaped(named, LONGEST_ALLIES)))),
    ...(together.length > 0
      ? [words(...together.map((line) => [{ text: texts.together(nameOf(line), list(reader, line.coalition)) }]))]
      : []),
  ];
}

/** Null: nobody has asked them yet. */
const COLOURS: Record<Stance, Status | null> = {
  agreed: "green",
  "agreed-if": "amber",
  objected: "red",
  "not-asked": null,
};

function signOf(stance: Stance, x: number, y: number): string {
  const colour = COLOURS[stance];
  return colour === null ? noColour(x, y) : shape(colour, x, y, 17);
}

const GAP = 24;
const WIDE = (WIDTH - 2 * PAD - GAP) / 2;
const COLUMNS = 3;
const ROW = 64;
const HEAD = 84;
/** How many people are drawn in a quadrant. */
const MOST_DRAWN = 30;
/** Decided by them above, of interest to them on the right. */
const GRID: readonly (readonly [Quadrant, Quadrant])[] = [
  ["satisfied", "closely"],
  ["monitor", "informed"],
];

/** Codes in place of names: a picture is a file. */
export function peoplePicture(reader: Reader, { program, lines }: Pick<PeoplePage, "program" | "lines">) {
  const texts = textsFor(peopleTexts, reader).map;
  const inQuadrant = (quadrant: Quadrant) => lines.filter(({ details }) => quadrantOf(details) === quadrant);
  const altText = QUADRANTS.map((quadrant) => {
    const codes = inQuadrant(quadrant).slice(0, MOST_DRAWN);
    const each = codes.map((line) => `${codeInProgram(line)} (${texts.stance[line.details.stance]})`);
    return texts.entry(texts.quadrants[quadrant], each.length === 0 ? "–" : list(reader, each));
  }).join(". ");
  const title = texts.heading(program.title);
  return { title, altText, svg: () => drawn(reader, inQuadrant, { title, label: altText }) };
}

function drawn(
  reader: Reader,
  inQuadrant: (quadrant: Quadrant) => PersonLine[],
  head: { title: string; label: string },
): string {
  const texts = textsFor(peopleTexts, reader).map;
  const drawing: string[] = [];
  let top = TOP;

  for (const row of GRID) {
    const most = Math.max(...row.map((quadrant) => Math.min(inQuadrant(quadrant).length, MOST_DRAWN)));
    const height = HEAD + Math.max(2, Math.ceil(most / COLUMNS)) * ROW + 12;
    for (const [column, quadrant] of row.entries()) {
      const place = { left: PAD + column * (WIDE + GAP), top, height };
      drawing.push(...drawnQuadrant(quadrant, texts.quadrants[quadrant], inQuadrant(quadrant), place));
    }
    top += height + GAP;
  }

  const signs = STANCES.map((stance) => ({
    sign: (x: number, y: number) => signOf(stance, x, y),
    label: texts.stance[stance],
  }));
  const { drawing: key, bottom } = legend(top + 40, [...signs, { sign: ring, label: texts.ally }]);
  return card({ ...head, subtitle: texts.axes }, bottom, [...drawing, ...key]);
}

function drawnQuadrant(
  quadrant: Quadrant,
  name: string,
  here: readonly PersonLine[],
  { left, top, height }: { left: number; top: number; height: number },
): string[] {
  const fill = quadrant === "closely" ? INK.track : INK.card;
  const drawing = [
    box(left, top, WIDE, height, fill, { stroke: INK.line }),
    text(left + 24, top + 54, name, { size: SMALL, bold: true }),
  ];
  if (here.length > MOST_DRAWN)
    drawing.push(text(left + WIDE - 24, top + 54, `+${here.length - MOST_DRAWN}`, { size: SMALL, anchor: "end" }));

  for (const [place, line] of here.slice(0, MOST_DRAWN).entries()) {
    const x = left + 44 + (place % COLUMNS) * ((WIDE - 24) / COLUMNS);
    const y = top + HEAD + Math.floor(place / COLUMNS) * ROW + 26;
    const { stance, isAlly } = line.details;
    drawing.push(signOf(stance, x, y));
    if (isAlly) drawing.push(ring(x, y, 27));
    drawing.push(text(x + 32, y + 13, codeInProgram(line), { size: SMALL, bold: isAlly === true }));
  }
  return drawing;
}

/** Around whoever is an ally. */
function ring(x: number, y: number, radius = 17): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${INK.strong}" stroke-width="4"/>`;
}

const subjectSchema = z.strictObject({ programId: z.string(), personId: z.string(), at: z.string() });
type Subject = z.infer<typeof subjectSchema>;

/** By the rights of the moment in which it goes. */
export const peopleMapKind: MessageKind<Subject> = {
  kind: "people-map",
  subject: subjectSchema,
  about: ({ programId }) => ({ program: programId }),
  priority: 40,
  contact: "reply",
  lane: "now",
  stillWanted: async (send, subject) => (await shownIn(send, subject)) !== null,
  async pictures(send, subject) {
    const shown = await shownIn(send, subject);
    return shown === null ? [] : [{ key: keyOf(subject), name: "people", ...peoplePicture(send.reader, shown) }];
  },
  async message(send, subject) {
    const { reader, pictures = new Map() } = send;
    const texts = textsFor(peopleTexts, reader);
    const shown = await shownIn(send, subject);
    if (!shown) throw new Error(`The people of ${subject.programId} are not theirs to read`);
    const { title, altText } = peoplePicture(reader, shown);
    const file = pictures.get(keyOf(subject));
    const picture: KnownBlock[] = file === undefined ? [context(altText)] : [image(altText, file)];
    const open = commandButton(texts.menu, `people ${subject.programId}`);
    return { text: title, blocks: [section(`*${escapeMrkdwn(title)}*`, open), ...picture, context(texts.map.codes)] };
  },
  why: async ({ reader }) => [textsFor(peopleTexts, reader).map.why],
  isOver: async () => true,
};

function keyOf({ programId, personId, at }: Subject): string {
  return `people-map:${programId}:${personId}:${at}`;
}

async function shownIn(send: SendContext, { programId, personId }: Subject): Promise<PeoplePage | null> {
  const { db, now, events, workspaceId } = send;
  const person = await getPerson(db, workspaceId, personId);
  return findPeople({ db, events, clock: { now: () => now } }, person, programId);
}

/** Has the map sent to them as a picture. Throws PEOPLE_NOT_YOURS. */
export async function sendMap(ctx: ActorContext, { programId }: { programId: string }): Promise<void> {
  const { actor: person } = ctx;
  const { program } = await peopleOf(ctx, person, programId);
  const subject = { programId: program.id, personId: person.id, at: ctx.clock.now() };
  await inTransaction(ctx.db, (tx) =>
    enqueue(tx, ctx, peopleMapKind, {
      workspaceId: person.workspace_id,
      key: keyOf(subject),
      subject,
      to: { personId: person.id },
      notBefore: subject.at,
    }),
  );
}

/** The board of a program as a picture: how many requests each step has, and how many of them are late; with a table. */
import type { Compose } from "../../people/files-asked-for.ts";
import { textsFor, withFullStop } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import {
  BLUE,
  box,
  card,
  FILL,
  type Head,
  legend,
  PAD,
  rowName,
  SMALL,
  TOP,
  text,
  WIDTH,
} from "../../reports/pictures/drawing.ts";
import { wholeSentences } from "../../reports/pictures/picture.ts";
import { dueOf, isLate } from "../tracks.ts";
import { type Board, boardFilter, readBoard } from "./board.ts";
import { boardTexts } from "./board-texts.ts";
import { workFailure } from "./request-queries.ts";
import { type Looking, lookingAt } from "./state-in-words.ts";

const LEFT = PAD + 440;
const PITCH = 100;
/** For the numbers beside a bar. */
const NUMBERS = 420;

interface Bar {
  name: string;
  count: number;
  late: number;
}

/** Throws WORK_GONE. */
export const composeBoard: Compose = async (ctx, reader, programId) => {
  const texts = textsFor(boardTexts, reader).picture;
  const board = await readBoard(ctx, { programId, filter: boardFilter.parse({}) });
  const { shown, listed } = board;
  const isTheirs = shown?.program.id === programId && (shown.isSeenWhole || listed.length > 0);
  if (!shown || !isTheirs) throw workFailure("WORK_GONE");

  const looking = await lookingAt(ctx.db, { reader, readerId: ctx.actor.id, now: ctx.clock.now() }, listed);
  const bars = barsOf(looking, listed);
  const subtitle = shown.program.title;
  const said = bars.map(({ name, count, late }) => withFullStop(texts.step(name, texts.counts(count, late))));
  const altText = wholeSentences(withFullStop(`${texts.title} · ${subtitle}`), said);
  const head = { title: texts.title, subtitle, label: altText };
  return {
    title: texts.title,
    subtitle: bars.length === 0 ? textsFor(boardTexts, reader).none : subtitle,
    ...(bars.length > 0 && { picture: { altText, svg: () => drawing(head, bars, texts) } }),
    file: { name: `work-${shown.program.key}`, rows: [texts.columns, ...tableOf(looking, listed)] },
  };
};

/** In the order of the steps; those of several types with one name are one. */
function barsOf({ reader, today }: Looking, listed: Board["listed"]): Bar[] {
  const placed = listed.flatMap(({ reached, steps, current }) => {
    if (!reached) return [];
    const place = steps.findIndex(({ key }) => key === reached.key);
    return [{ name: textsFor(reached.title, reader), place, isLate: current.some((step) => isLate(step, today)) }];
  });
  const sorted = placed.toSorted((a, b) => a.place - b.place);
  return [...Map.groupBy(sorted, ({ name }) => name)].map(([name, all]) => ({
    name,
    count: all.length,
    late: all.filter((each) => each.isLate).length,
  }));
}

function tableOf({ reader, names }: Looking, listed: Board["listed"]): string[][] {
  return listed.map((workRequest) => {
    const { code, title, track, reached, current, needed_by: neededBy, requester_id: requesterId } = workRequest;
    const { personId, on } = current[0] ? dueOf(current[0]) : { personId: null, on: null };
    return [
      code,
      title,
      textsFor(track.definition.name, reader),
      reached ? textsFor(reached.title, reader) : "",
      names.get(personId ?? "") ?? "",
      on ?? "",
      neededBy ?? "",
      names.get(requesterId) ?? "",
      localDateOf(workRequest.asked_at, reader.zone),
    ];
  });
}

/** Of each step those that are late, then the others; the numbers stand beside them. */
function drawing(head: Head, bars: readonly Bar[], words: (typeof boardTexts.en)["picture"]): string {
  const unit = (WIDTH - PAD - NUMBERS - LEFT) / Math.max(1, ...bars.map(({ count }) => count));
  const sign = (fill: string) => (x: number, y: number) => box(x - 17, y - 17, 34, 34, fill, { radius: 6 });
  const signs = legend(TOP + bars.length * PITCH + 64, [
    { sign: sign(FILL.red), label: words.late },
    { sign: sign(BLUE), label: words.inTime },
  ]);
  const rows = bars.flatMap(({ name, count, late }, place) => {
    const y = TOP + place * PITCH;
    const isLateUntil = LEFT + late * unit;
    const end = LEFT + count * unit;
    return [
      ...rowName(name, y + 42, LEFT - PAD - 24, true),
      ...(late > 0 ? [box(LEFT, y + 8, isLateUntil - LEFT, 60, FILL.red, { radius: 4 })] : []),
      ...(count > late ? [box(isLateUntil, y + 8, end - isLateUntil, 60, BLUE, { radius: 4 })] : []),
      text(end + 18, y + 51, words.counts(count, late), { size: SMALL }),
    ];
  });
  return card(head, signs.bottom, [...rows, ...signs.drawing]);
}

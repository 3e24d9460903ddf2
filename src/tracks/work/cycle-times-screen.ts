/** Times by step: in words on the board of whoever leads, as a picture, as a table. */
import type { KnownBlock } from "@slack/types";
import type { Compose } from "../../people/files-asked-for.ts";
import { number, type Reader, textsFor, withFullStop } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { BLUE, box, card, INK, legend, PAD, rowName, SMALL, TOP, text, WIDTH } from "../../reports/pictures/drawing.ts";
import { MOST_ROWS, wholeSentences } from "../../reports/pictures/picture.ts";
import { actions, button, escapeMrkdwn, header, section } from "../../slack/blocks.ts";
import { trackTexts } from "../texts.ts";
import { programSeen } from "../working-roles.ts";
import { workIds } from "./action-ids.ts";
import { finishedByType } from "./cycle-times.ts";
import { workFailure } from "./request-queries.ts";
import { workTexts } from "./texts.ts";

/** Of fewer, a median says more of one than of all. */
const FEWEST_FINISHED = 5;
const LEFT = PAD + 440;
const PITCH = 136;
const NUMBERS = 190;

/** Of steps with enough finished requests, in words. Throws ROLES_NOT_YOURS, WORK_NOT_YOURS. */
async function readTimes(ctx: Parameters<Compose>[0], reader: Reader, programId: string) {
  const { db, actor, clock } = ctx;
  const { program, mayChange } = await programSeen(ctx, programId);
  if (!mayChange) throw workFailure("WORK_NOT_YOURS");
  const looker = { readerId: actor.id, reader, today: localDateOf(clock.now(), reader.zone) };
  const { took, sentBack } = textsFor(workTexts, reader).times;
  const types = (await finishedByType(db, looker, program)).map(({ name, count, half, steps }) => ({
    name: name ? textsFor(name, reader) : "",
    count,
    half,
    steps: (count < FEWEST_FINISHED ? [] : steps).map((step) => {
      const numbers = [number(reader, step.waited), number(reader, step.worked)] as const;
      const back = step.sentBack === 0 ? "" : sentBack(step.sentBack, count);
      const words = took(...numbers) + (back && ` · ${back}`);
      return { ...step, title: textsFor(step.title, reader), numbers, back, words };
    }),
  }));
  return { program, types };
}

export async function timesBlocks(ctx: Parameters<Compose>[0], reader: Reader, id: string): Promise<KnownBlock[]> {
  const { list, state, times: texts } = textsFor(workTexts, reader);
  const { program, types } = await readTimes(ctx, reader, id);
  const all = button(workIds.list, list.all, { value: id });
  const hasAny = types.some(({ steps }) => steps.length > 0);
  return [
    section(`*${escapeMrkdwn(program.title)} · ${texts.title}*\n${hasAny ? texts.means : texts.from}`),
    actions("work.acts", all, ...(hasAny ? [button(workIds.times, texts.keep, { value: id })] : [])),
    ...types.flatMap(({ name, count, half, steps }) => [
      header(`${name} · ${texts.soFar(count)}`),
      ...(steps.length === 0 ? [] : [section(state.usual(half.from, half.to))]),
      ...steps.map(({ title, words }) => section(`*${escapeMrkdwn(title)}* · ${words}`)),
    ]),
  ];
}

export const composeTimes: Compose = async (ctx, reader, programId) => {
  const { program, types } = await readTimes(ctx, reader, programId);
  const texts = textsFor(workTexts, reader).times;
  const rows = types.flatMap(({ name, count, steps }) => steps.map((step) => ({ name, count, ...step })));
  const { more } = textsFor(trackTexts, reader).home;
  const drawn = rows.slice(0, MOST_ROWS);
  const names = [program.title, ...types.map(({ name, count }) => `${name} · ${texts.soFar(count)}`)];
  const left = rows.length - drawn.length;
  const subtitle = [...names, ...(left === 0 ? [] : [more(left)])].join(" · ");
  const said = rows.map(({ title, words }) => withFullStop(`${title} · ${words}`));
  const altText = wholeSentences(withFullStop(texts.title), said);
  const cells = ({ name, count, title }: (typeof rows)[number]) => [program.title, name, String(count), title];
  const table = rows.map((row) => [...cells(row), ...row.numbers, String(row.sentBack)]);
  return {
    title: rows.length === 0 ? "" : texts.title,
    subtitle,
    picture: { altText, svg: () => drawing({ title: texts.title, subtitle, label: altText }, drawn, texts.columns) },
    file: { name: `times-${program.key}`, rows: [texts.columns, ...table] },
  };
};

type Bar = Awaited<ReturnType<typeof readTimes>>["types"][number]["steps"][number];

/** Of each step its days of waiting, then those of work; the numbers stand beside them. */
function drawing(head: Parameters<typeof card>[0], bars: readonly Bar[], columns: readonly string[]): string {
  const unit = (WIDTH - PAD - NUMBERS - LEFT) / Math.max(1, ...bars.map(({ waited, worked }) => waited + worked));
  const sign = (fill: string) => (x: number, y: number) => box(x - 17, y - 17, 34, 34, fill, { radius: 6 });
  const [waiting = "", work = ""] = columns.slice(4);
  const signs = legend(TOP + bars.length * PITCH + 64, [
    { sign: sign(INK.line), label: waiting },
    { sign: sign(BLUE), label: work },
  ]);
  const rows = bars.flatMap(({ title, waited, worked, numbers, back }, place) => {
    const y = TOP + place * PITCH;
    const begun = LEFT + waited * unit;
    const done = LEFT + (waited + worked) * unit;
    return [
      ...rowName(title, y + 42, LEFT - PAD - 24, true),
      text(LEFT, y + 112, back, { size: SMALL, fill: INK.soft }),
      box(LEFT, y + 12, begun - LEFT, 60, INK.line, { radius: 4 }),
      box(begun, y + 12, done - begun, 60, BLUE, { radius: 4 }),
      text(done + 18, y + 55, numbers.join(" + "), { size: SMALL }),
    ];
  });
  return card(head, signs.bottom, [...rows, ...signs.drawing]);
}

/** `/drumbeat raci`: what follows from steps and roles, what is wrong in it, and the same as a file. */
import type { ModalView } from "@slack/types";
import type { Compose } from "../people/files-asked-for.ts";
import { type Person, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { actions, button, context, escapeMrkdwn, header, section, shorten } from "../slack/blocks.ts";
import { modal } from "../slack/modal.ts";
import { readRaci } from "./raci.ts";
import { trackTexts } from "./texts.ts";

export const raciIds = { csv: "raci", name: "raci.name" } as const;
/** More have no room in a view; the file has all. */
const MOST_SHOWN = 60;
const LONGEST_NAME = 80;
export const MOST_PROBLEMS = 20;

export async function raciViewFor(services: Services, actor: Person, wanted: string | null): Promise<ModalView> {
  const reader = readerOf(actor);
  const { program, mayChange, rows, problems } = await readRaci({ ...services, actor }, reader, wanted);
  const { raci: texts, close, home } = textsFor(trackTexts, reader);
  const table = [...Map.groupBy(rows.slice(0, MOST_SHOWN), ({ template }) => template)].flatMap(
    ([template, theirs]) => [
      header(template),
      ...theirs.map(({ step, does, answers, consulted, informed }) => {
        const both = does === answers ? [`*A/R* ${does}`] : [`*R* ${does}`, `*A* ${answers}`];
        const others = [consulted && `*C* ${consulted}`, informed && `*I* ${informed}`].filter(Boolean);
        return section(`*${escapeMrkdwn(step)}*\n${escapeMrkdwn([...both, ...others].join(" · "))}`);
      }),
    ],
  );
  const head = rows.length === 0 ? texts.none : texts.letters;
  const wrong = problems.slice(0, MOST_PROBLEMS);
  const naming = (roleId: string | null) =>
    mayChange && roleId !== null ? button(raciIds.name, texts.name, { value: roleId }) : undefined;
  return modal({
    title: texts.title,
    close: close,
    blocks: [
      section(`*${escapeMrkdwn(shorten(program.title, LONGEST_NAME))}*\n${head}`),
      ...wrong.map(({ text, roleId }) => section(`⚠ ${escapeMrkdwn(text)}`, naming(roleId))),
      ...table,
      ...(rows.length > MOST_SHOWN ? [context(home.more(rows.length - MOST_SHOWN))] : []),
      ...(rows.length === 0 ? [] : [actions("raci.acts", button(raciIds.csv, texts.csv, { value: program.id }))]),
    ],
  });
}

export const composeRaci: Compose = async (ctx, reader, programId) => {
  const { program, rows } = await readRaci(ctx, reader, programId);
  const { columns, title } = textsFor(trackTexts, reader).raci;
  const lines = rows.map((row) => [program.title, ...Object.values(row)]);
  return { title, subtitle: program.title, file: { name: `raci-${program.key}`, rows: [columns, ...lines] } };
};
